import { closeSync, openSync, readSync } from "node:fs";

const ELF_MACHINES: Readonly<Record<string, number>> = { x64: 62, arm64: 183 };
const MACH_O: ReadonlySet<number> = new Set([0xcffaedfe, 0xcafebabe, 0xbebafeca]);

/**
 * Whether the operating system can run the file as it is: a script with `#!`, or a binary for this
 * machine. Asked beforehand because execvp(3) gives everything else to the shell, which AWS's
 * supervisor does not.
 */
export function isProgram(file: string): boolean {
  const head = readHead(file);
  if (head.subarray(0, 2).toString("latin1") === "#!") return true;
  if (process.platform === "darwin") return MACH_O.has(head.readUInt32BE(0));
  const isElf = head.subarray(0, 4).toString("latin1") === "\u007fELF";
  const machine = ELF_MACHINES[process.arch];
  return isElf && (machine === undefined || head.readUInt16LE(18) === machine);
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
