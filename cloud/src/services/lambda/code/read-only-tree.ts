import { chmod, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Takes the right to write from every folder below `folder`, and from itself. */
export async function makeFoldersReadOnly(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeFoldersReadOnly(join(folder, entry.name));
  }
  await chmod(folder, 0o555);
}

/** Removes a file, or a tree whose folders are read-only. */
export async function removeTree(path: string): Promise<void> {
  try {
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    await chmod(path, 0o755);
    for (const entry of entries) {
      if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o755);
    }
  } catch {
    // A file, or gone: `rm` deals with it.
  }
  await rm(path, { recursive: true, force: true });
}
