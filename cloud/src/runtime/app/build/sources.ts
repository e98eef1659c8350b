import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { type FoundFile, filesBelow, fingerprintOfFiles } from "../../project/fingerprint.ts";
import type { ProjectApp } from "../../project/project-app.ts";

/** Two texts that tell whether an app's sources are those of its last build. */
export interface Fingerprint {
  /** Of names, sizes and times: costs a look at the folder. */
  readonly quick: string;
  /** Of the contents: unchanged by a fresh checkout or `touch`. Reads every source. */
  contents(): string;
}

/**
 * Sources are all files of the app's folder, its lockfile among them, but for packages, what the
 * build and the cloud write, dot files and what the project says to ignore. A file that is a source
 * needlessly costs a build; one that is none wrongly would cost trust in it.
 */
export function fingerprintOfApp(app: ProjectApp): Fingerprint {
  const files = [...filesBelow(app.folder, skippedIn(app))];
  return {
    quick: fingerprintOfFiles(files, [app.build]),
    contents: () => contentsOf(files, app.build),
  };
}

function skippedIn(app: ProjectApp): (name: string) => boolean {
  const below = (path: string) => relative(app.folder, path).split(sep).join("/");
  const named = new Set([
    below(app.output),
    ...(app.configFile === undefined ? [] : [below(app.configFile)]),
  ]);
  for (const path of app.ignore) named.add(path.replace(/^\.\/|\/$/g, ""));
  return (name) => {
    const last = name.slice(name.lastIndexOf("/") + 1);
    return last === "node_modules" || last.startsWith(".") || named.has(name);
  };
}

function contentsOf(files: readonly FoundFile[], build: string): string {
  const hash = createHash("sha256").update(`${build}\0`);
  for (const { name, path } of files) {
    const bytes = readFileSync(path);
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}
