import { closeSync, openSync, readSync } from "node:fs";

/** What a file is made to run on. */
export interface Program {
  readonly system: "linux" | "darwin";
  /** As Lambda calls it; undefined for others. */
  readonly architecture: "x86_64" | "arm64" | undefined;
}

const ELF_MACHINES: ReadonlyMap<number, Program["architecture"]> = new Map([
  [62, "x86_64"],
  [183, "arm64"],
]);
const MACH_O: ReadonlySet<number> = new Set([0xcffaedfe, 0xcafebabe, 0xbebafeca]);
const OWN_ARCHITECTURE: Readonly<Record<string, Program["architecture"]>> = { x64: "x86_64", arm64: "arm64" };

/** What a binary was built for; undefined for a script, and for what is no program at all. */
export function programOf(file: string): Program | undefined {
  const head = readHead(file);
  if (head.subarray(0, 4).toString("latin1") === "\u007fELF") {
    return { system: "linux", architecture: ELF_MACHINES.get(head.readUInt16LE(18)) };
  }
  return MACH_O.has(head.readUInt32BE(0)) ? { system: "darwin", architecture: undefined } : undefined;
}

interface Host {
  readonly platform: string;
  readonly arch: string;
}

/**
 * Why the operating system cannot run the file as it is; undefined for a script with `#!` and for a
 * binary of this machine. Asked beforehand because execvp(3) gives everything else to the shell, which
 * AWS's supervisor does not.
 */
export function formatProblem(file: string, host: Host = process): string | undefined {
  if (readHead(file).subarray(0, 2).toString("latin1") === "#!") return undefined;
  const program = programOf(file);
  if (program === undefined) return "exec format error";
  if (program.system !== host.platform) return `exec format error (${elsewhere(program, host)})`;
  const own = OWN_ARCHITECTURE[host.arch];
  const fits = program.system === "darwin" || own === undefined || program.architecture === own;
  return fits ? undefined : "exec format error";
}

const SYSTEMS: Readonly<Record<string, string>> = { linux: "Linux", darwin: "macOS", win32: "Windows" };

function elsewhere({ system }: Program, { platform }: Host): string {
  const own = SYSTEMS[platform] ?? platform;
  return `it is built for ${SYSTEMS[system]} and this machine runs ${own}: run Portcullis on ${SYSTEMS[system]}, or build the function for ${own} while you work on it`;
}

function readHead(file: string): Buffer {
  const head = Buffer.alloc(20);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, head, 0, head.length, 0);
    return head;
  } finally {
    closeSync(descriptor);
  }
}
