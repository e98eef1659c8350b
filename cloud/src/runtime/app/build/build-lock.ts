import { linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { startOf } from "../../state/running-file.ts";
import { readIfThere } from "../../state/state-folder.ts";

export interface BuildLock {
  /** Hands the lock to the process that does the work: it may outlive this one. */
  passTo(pid: number): void;
  release(): void;
}

/** Takes the lock, or answers undefined while another living process has it. */
export function takeBuildLock(file: string): BuildLock | undefined {
  mkdirSync(dirname(file), { recursive: true });
  if (holderLives(file)) return undefined;
  rmSync(file, { force: true });
  if (!create(file)) return undefined;
  return {
    passTo: (pid) => writeFileSync(file, holder(pid)),
    release: () => rmSync(file, { force: true }),
  };
}

/** Written aside and linked: whoever finds the lock finds it whole. */
function create(file: string): boolean {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, holder(process.pid));
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function holder(pid: number): string {
  return JSON.stringify({ pid, started: startOf(pid) });
}

function holderLives(file: string): boolean {
  try {
    const text = readIfThere(file)?.toString("utf8");
    if (text === undefined) return false;
    const { pid, started } = JSON.parse(text) as { readonly pid: number; readonly started?: string };
    process.kill(pid, 0);
    return started === startOf(pid);
  } catch {
    return false;
  }
}
