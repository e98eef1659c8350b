import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { UserError } from "../../../core/errors.ts";

/** @see https://www.sqlite.org/fileformat.html#the_database_header */
const HEADER = "SQLite format 3\0";
const HEADER_BYTES = 100;

/**
 * DDB-18: the engine begins an empty file where its own is gone, and the rows of tables would follow (DDB-9).
 * @param known names of the tables that the cloud knows, asked only where the file is not whole
 * @throws UserError for a file that is none of the engine's, and for one that is gone though there are tables
 */
export function assertEngineFile(file: string, known: () => readonly string[]): void {
  const header = headerOf(file);
  if (header.length === HEADER_BYTES && header.toString("latin1", 0, HEADER.length) === HEADER) return;
  const names = known();
  if (header.length === 0 && names.length === 0) return;
  const lost = names.length === 0 ? "" : ` Without it the items of ${listed(names)} are lost.`;
  throw new UserError(
    `The file of DynamoDB's tables, ${file}, is ${existsSync(file) ? "damaged" : "gone"}.${lost} ` +
      "Put it back from a backup, with the files beside it that begin with its name, or start anew: " +
      "everything in the folder is lost then.",
    "npx portcullis reset",
  );
}

/** Of a file that is not there: nothing. */
function headerOf(file: string): Buffer {
  if (!existsSync(file)) return Buffer.alloc(0);
  const descriptor = openSync(file, "r");
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(descriptor, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more tables` : shown;
}
