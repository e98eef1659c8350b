import { renameSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../../../core/errors.ts";
import { readIfThere } from "../../state/state-folder.ts";

/**
 * Writes `file` in one step, so that no reader sees half of it, and only when it says something
 * else: builds watch it.
 * @returns whether it was written.
 */
export function writeIfChanged(file: string, text: string): boolean {
  const aside = `${file}.${process.pid}`;
  try {
    if (readIfThere(file)?.toString("utf8") === text) return false;
    writeFileSync(aside, text);
    renameSync(aside, file);
    return true;
  } catch (error) {
    rmSync(aside, { force: true });
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`);
  }
}
