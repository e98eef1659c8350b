import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/** True when node_modules of `folder` is not older than its lockfile. */
export function installed(folder) {
  const marker = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(marker)) return false;
  return statSync(marker).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs;
}
