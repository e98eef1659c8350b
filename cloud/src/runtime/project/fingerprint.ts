import { createHash } from "node:crypto";
import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";

const SKIPPED = new Set(["node_modules", ".aws-sam", ".build", ".git", ".portcullis", "__pycache__", "dist"]);

/** In a folder that is deployed as it is, whatever it is called, these are no code either. */
const NO_CODE = new Set(["node_modules", ".aws-sam", ".git", ".portcullis", "__pycache__"]);

export interface FoundFile {
  /** Path below the folder, `/` between the parts. */
  readonly name: string;
  readonly path: string;
}

/**
 * A text that changes whenever a file below `folder` is added, removed or written, or one of
 * `settings` changes. Reads no file contents, so that an unchanged project costs milliseconds.
 * @param stateDir absolute; what the cloud itself writes there is no part of a project around it
 */
export function fingerprintOf(
  folder: string,
  settings: readonly string[],
  codeFolders: readonly string[] = [],
  stateDir?: string,
): string {
  const files = [
    ...filesBelow(folder, except(SKIPPED, stateDir)),
    ...codeFolders.flatMap((path) => [...codeIn(path, stateDir)]),
  ];
  return fingerprintOfFiles(files, settings);
}

const except =
  (names: ReadonlySet<string>, stateDir: string | undefined) =>
  (name: string, isFolder: boolean, path: string): boolean =>
    isFolder && (names.has(name.split("/").at(-1) ?? "") || path === stateDir);

/** What is deployed from a folder, or the archive that is. */
function* codeIn(path: string, stateDir: string | undefined): Generator<FoundFile> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) yield* filesBelow(path, except(NO_CODE, stateDir), `${path}/`);
  else if (found !== undefined) yield { name: path, path };
}

/** Whether a written file below `codeFolder` changes what is deployed from it. */
export function isCode(codeFolder: string, path: string): boolean {
  if (path === codeFolder) return true;
  if (!path.startsWith(codeFolder + sep)) return false;
  return !path
    .slice(codeFolder.length + 1)
    .split(sep)
    .some((part) => NO_CODE.has(part));
}

/** The same of files that were found already. */
export function fingerprintOfFiles(files: Iterable<FoundFile>, settings: readonly string[]): string {
  const hash = createHash("sha256");
  for (const setting of settings) hash.update(`${setting}\0`);
  for (const { name, path } of files) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${name}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest("hex");
}

/** Files below `folder` in a fixed order; `skipped` is asked about folders and files by their name below it, and their path. */
export function* filesBelow(
  folder: string,
  skipped: (name: string, isFolder: boolean, path: string) => boolean,
  prefix = "",
): Generator<FoundFile> {
  for (const entry of sortedEntries(folder)) {
    const path = join(folder, entry.name);
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) {
      if (!skipped(name, true, path)) yield* filesBelow(path, skipped, `${name}/`);
    } else if (entry.isFile() && !skipped(name, false, path)) {
      yield { name, path };
    }
  }
}

function sortedEntries(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
