import { spawnSync } from "node:child_process";
import { cleanEnvironment } from "./product.ts";

/** True when a program of this name can be started on this machine. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ["--version"], { stdio: "ignore" }).error === undefined;
}

/** True when npm's registry is reached as a started product reaches it and has it, e.g. `aws-sdk@2.1693.0`. */
export function hasPackage(specification: string): boolean {
  const asked = ["view", specification, "version", "--fetch-retries=1"];
  const { status, stdout } = spawnSync("npm", asked, {
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 && stdout.length > 0;
}
