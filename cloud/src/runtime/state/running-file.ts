import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CloudConfig } from "../../core/config.ts";
import { UserError } from "../../core/errors.ts";
import { readIfThere } from "./state-folder.ts";

/** Which process serves a state folder, for the CLI and against a second one. */
export interface RunningCloud extends Omit<CloudConfig, "stateDir"> {
  readonly pid: number;
}

const FILE = "running.json";

/** Claims the folder for this process; refuses while another one lives. */
export function claimStateFolder(stateDir: string, ports: Omit<RunningCloud, "pid">): () => void {
  const other = runningCloud(stateDir);
  if (other !== undefined && other.pid !== process.pid) {
    throw new UserError(
      `A cloud with this state folder is running already (process ${other.pid}, port ${other.port}).`,
      "npx portcullis stacks",
    );
  }
  const file = join(stateDir, FILE);
  const claim = { pid: process.pid, ...ports, started: startOf(process.pid) };
  writeFileSync(file, JSON.stringify(claim), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** The living process that serves the folder, or undefined. A stale file counts as none. */
export function runningCloud(stateDir: string): RunningCloud | undefined {
  const text = readIfThere(join(stateDir, FILE))?.toString("utf8");
  if (text === undefined) return undefined;
  try {
    const { started, ...running } = JSON.parse(text) as RunningCloud & { readonly started?: string };
    process.kill(running.pid, 0);
    return started === undefined || started === startOf(running.pid) ? running : undefined;
  } catch {
    return undefined;
  }
}

/**
 * When a process began, as the kernel counts it: after a crash and a reboot its number may belong to
 * another program. `ended` for one that is killed and only not yet collected by its parent; undefined
 * where /proc is not there.
 */
export function startOf(pid: number): string | undefined {
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "";
  // The name in brackets may hold blanks; the state is field 3, the start field 22.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? "ended" : fields[19];
}
