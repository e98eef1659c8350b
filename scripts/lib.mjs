import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

/** The folder of the checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Text that changes whenever a file below one of `folders` changes; reads no contents. */
export function fingerprint(folders) {
  // As `npm start` runs: the system resolves short names only.
  const root = process.cwd() === ROOT ? "" : `${ROOT}/`;
  let text = "";
  withoutOptimizing(() => {
    for (const folder of folders) text += fingerprintOf(root + folder, folder);
  });
  return createHash("sha256").update(text).digest("hex");
}

/** A few thousand turns are enough for V8 to begin to optimize, and too few for that to pay: it takes longer than they do. */
function withoutOptimizing(work) {
  setFlagsFromString("--no-opt");
  try {
    work();
  } finally {
    setFlagsFromString("--opt");
  }
}

/** Names with `/` on every system, put together as they are: each start does this for every source. */
function fingerprintOf(path, name) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return `${name}\0${stats.size}\0${stats.mtimeMs}\0`;
  let text = "";
  for (const entry of readdirSync(path).sort()) {
    if (entry === "node_modules" || entry === "dist") continue;
    text += fingerprintOf(`${path}/${entry}`, `${name}/${entry}`);
  }
  return text;
}

/** Contents of a file, or undefined when it is not there. */
export function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** Runs a command with the terminal attached; ends this process when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: "inherit",
    shell: process.platform === "win32",
    ...options,
  });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Absolute paths of the text files below a folder, packages and what is built left out. */
export function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules" && entry.name !== "dist") yield* filesBelow(path);
    } else if (/\.(?:[mc]?[jt]sx?|json|css|md)$/.test(entry.name)) yield path;
  }
}
