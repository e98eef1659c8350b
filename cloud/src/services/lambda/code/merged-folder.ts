import { createHash } from "node:crypto";
import { copyFile, link, lstat, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { removeTree } from "./read-only-tree.ts";

/** Stands for the contents laid over each other, in this order; that of one is the content itself. */
export function mergedKey(contents: readonly [string, ...string[]]): string {
  const [first, ...others] = contents;
  if (others.length === 0) return first;
  return createHash("sha256").update(contents.join("\n")).digest("base64");
}

/** Lays the folders over each other in `target`: a later one wins. The files are theirs, not copies. */
export async function layOver(target: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) await lay(folder, target);
}

async function lay(folder: string, target: string): Promise<void> {
  await makeFolder(target);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const from = join(folder, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) await lay(from, to);
    else await placeFile(from, to);
  }
}

/** A folder where an earlier layer may have a file. */
async function makeFolder(path: string): Promise<void> {
  const known = await lstat(path).catch(() => undefined);
  if (known?.isDirectory() === true) return;
  if (known !== undefined) await removeTree(path);
  await mkdir(path);
}

async function placeFile(from: string, to: string): Promise<void> {
  await removeTree(to);
  // Not every file system has links.
  await link(from, to).catch(() => copyFile(from, to));
}
