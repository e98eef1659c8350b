import { createHash } from "node:crypto";
import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const SKIPPED = new Set(["node_modules", ".aws-sam", ".build", ".git", ".portcullis", "dist"]);

/**
 * A text that changes whenever a file below `folder` is added, removed or written, or one of
 * `settings` changes. Reads no file contents, so that an unchanged project costs milliseconds.
 */
export function fingerprintOf(folder: string, settings: readonly string[]): string {
  const hash = createHash("sha256");
  for (const setting of settings) hash.update(`${setting}\0`);
  addFolder(hash, folder, "");
  return hash.digest("hex");
}

function addFolder(hash: ReturnType<typeof createHash>, folder: string, prefix: string): void {
  for (const entry of sortedEntries(folder)) {
    const path = join(folder, entry.name);
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) addFolder(hash, path, `${name}/`);
    } else if (entry.isFile()) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${name}\0${size}\0${mtimeMs}\0`);
    }
  }
}

function sortedEntries(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
