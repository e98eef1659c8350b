import { createHash } from "node:crypto";
import {
  cpSync,
  type Dirent,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { BuildJob } from "./builder.ts";

/** Makes a folder that appears complete or not at all. */
export async function makeWhole(folder: string, fill: (made: string) => Promise<void>): Promise<void> {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const made = mkdtempSync(join(parent, ".making-"));
  try {
    await fill(made);
    renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/**
 * Takes what a source was built to; only the newest build of it is kept.
 * @param key says what was built: another one is another build
 */
export async function takeKeptBuild(
  job: BuildJob,
  { tool, key }: { readonly tool: string; readonly key: string },
  build: (made: string) => Promise<void>,
): Promise<void> {
  const kept = join(job.tools.cacheFolder, `${tool}-${hashOf(job.kind, job.sourceFolder)}`);
  if (!existsSync(join(kept, key))) {
    const before = existsSync(kept) ? readdirSync(kept) : [];
    await makeWhole(join(kept, key), build);
    for (const name of before) rmSync(join(kept, name), { recursive: true, force: true });
  }
  cpSync(join(kept, key), job.outputFolder, { recursive: true });
}

/**
 * Names and contents of all sources below a folder.
 * @param isSource is asked about paths from there
 */
export function sourceKey(folder: string, isSource: (path: string) => boolean): string {
  const hash = createHash("sha256");
  const add = (name: string): void => {
    const entries = readdirSync(join(folder, name), { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const path = join(name, entry.name);
      if (!isSource(path)) continue;
      if (entry.isDirectory()) add(path);
      else hash.update(JSON.stringify([path, contentOf(join(folder, path), entry)]));
    }
  };
  add("");
  return hash.digest("hex");
}

/** A link is copied as a link. */
function contentOf(path: string, entry: Dirent): string {
  if (entry.isSymbolicLink()) return readlinkSync(path);
  return entry.isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : "";
}

function hashOf(...texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
}
