import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it that are not there. `mkdirSync` with `recursive` never returns where
 * the system says ENOENT of a folder whose parent is there, as below `/proc`.
 * @param path absolute
 * @param mode of the folders that are made
 * @throws the error of the file system, with its `code`
 */
export function makeFolder(path: string, mode: number): void {
  const missing: string[] = [];
  let above = path;
  while (statSync(above, { throwIfNoEntry: false }) === undefined && above !== dirname(above)) {
    missing.unshift(above);
    above = dirname(above);
  }
  for (const folder of missing) makeOne(folder, mode);
  if (statSync(path).isDirectory()) return;
  throw Object.assign(new Error(`${path} is no folder.`), { code: "ENOTDIR" });
}

/** Another process may have been faster. */
function makeOne(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
