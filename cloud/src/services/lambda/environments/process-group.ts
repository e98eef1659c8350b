import { readdirSync, readFileSync } from "node:fs";

export function killGroup(pid: number): void {
  kill(-pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

/** What a function left behind may have started more while it was looked for. */
const ROUNDS = 8;

/**
 * Ends a program with everything it has started: its group, its descendants in whatever group, and
 * what bears `mark` in its environment though its parents are gone. Without procfs the group only.
 * @param mark begins a variable of the program's environment that no other program has, e.g. `TMPDIR=/…`
 */
export function killProgram(pid: number, mark: string): void {
  // First look, then kill: once its parent is gone, a child without the mark is nobody's.
  killFound(mark, pid);
  killGroup(pid);
}

/** Ends every process that bears the mark. */
export function killMarked(mark: string): void {
  killFound(mark);
}

function killFound(mark: string, root?: number): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = programs(mark, root);
    if (found.length === 0) return;
    for (const one of found) kill(one);
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly isMarked: boolean;
}

/** Living processes that bear the mark or descend from `root`. */
function programs(mark: string, root?: number): number[] {
  const all = livingProcesses(mark);
  const doomed = new Set(all.filter(({ isMarked }) => isMarked).map(({ pid }) => pid));
  if (root !== undefined) doomed.add(root);
  for (let size = -1; size !== doomed.size; ) {
    size = doomed.size;
    for (const { pid, parent } of all) if (doomed.has(parent)) doomed.add(pid);
  }
  return all.map(({ pid }) => pid).filter((pid) => doomed.has(pid) && pid !== process.pid);
}

function livingProcesses(mark: string): Process[] {
  return listProcesses().flatMap((pid) => {
    const stat = readText(`/proc/${pid}/stat`);
    // The program name, in parentheses, may contain blanks. Then state and parent.
    const [state = "", parent = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "" || state === "Z" || state === "X") return [];
    const isMarked = `\0${readText(`/proc/${pid}/environ`)}`.includes(`\0${mark}`);
    return [{ pid, parent: Number(parent), isMarked }];
  });
}

function listProcesses(): number[] {
  try {
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
