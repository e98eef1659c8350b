import { spawnSync } from "node:child_process";

/** True when a program of this name can be started on this machine. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ["--version"], { stdio: "ignore" }).error === undefined;
}
