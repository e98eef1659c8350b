import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Zippable, zipSync } from "fflate";

/** DOS time zero: the same files always make the same bytes. */
const FIXED_TIME = new Date(1980, 0, 1);
const UNIX = 3;

/** The files below `folder` as a zip archive with their executable bits; deterministic. */
export function zipFolder(folder: string): Buffer {
  const files: Zippable = {};
  collect(folder, "", files);
  return Buffer.from(zipSync(files, { mtime: FIXED_TIME, os: UNIX, level: 6 }));
}

function collect(folder: string, prefix: string, files: Zippable): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) {
      collect(path, `${name}/`, files);
    } else if (statSync(path).isFile()) {
      const executable = (statSync(path).mode & 0o111) !== 0;
      files[name] = [readFileSync(path), { attrs: (0o100000 | (executable ? 0o755 : 0o644)) << 16 }];
    }
  }
}
