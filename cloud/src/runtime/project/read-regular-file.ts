import { existsSync, statSync } from "node:fs";
import { UserError } from "../../core/errors.ts";
import { readIfThere } from "../state/state-folder.ts";

/**
 * A file that a project names; undefined when there is none.
 * @throws UserError for a folder, a pipe or a device: of the last two a read may never end [CFN-FILES]
 */
export function readRegularFile(file: string): Buffer | undefined {
  if (existsSync(file) && !statSync(file).isFile()) throw new UserError(`${file} is no file.`);
  return readIfThere(file);
}
