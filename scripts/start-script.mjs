// Loads the bundle of `npm start` with the machine code V8 made of it at an earlier start, which
// saves a quarter of the time to readiness. Node 20 has no compile cache of its own for modules.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { ROOT } from "./lib.mjs";

/** Beginnings of ids by which the two scripts of the bundle ask for modules of each other. */
export const LATER = "portcullis-later:";
export const SHARED = "portcullis-shared:";

const FOLDER = join(ROOT, "cloud", "dist");
/** By then the cloud is ready and the functions that a start needs have been compiled. */
const KEEP_AFTER_MS = 3_000;

/** @returns the exports of the bundle */
export function loadStartScript() {
  // As `portcullis up` does (cloud/src/cli/commands/up.ts), and before the first script: V8 takes the
  // machine code it made with other flags for another engine's.
  setFlagsFromString("--no-allocation-site-pretenuring");
  const require = createRequire(join(FOLDER, "start.cjs"));
  let later;
  const find = (id) => {
    if (id.startsWith(SHARED)) return start.shared[id.slice(SHARED.length)];
    if (!id.startsWith(LATER)) return require(id);
    later ??= runScript("start-later.cjs", find).later;
    return later[id.slice(LATER.length)]();
  };
  const start = runScript("start.cjs", find);
  return start;
}

/** @returns what the script exports */
function runScript(name, require) {
  const file = join(FOLDER, name);
  // Beside the bundle: a build deletes it. V8 refuses one of another version by itself.
  const cache = `${file}.${process.version}-${process.arch}.cache`;
  const cachedData = readIfPossible(cache);
  // esbuild writes ASCII only; read as such, the source takes one byte a character.
  const script = new Script(readFileSync(file, "latin1"), { filename: file, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) {
    setTimeout(() => keepCache(script, cache), KEEP_AFTER_MS).unref();
  }
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  return module.exports;
}

function readIfPossible(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Written aside and renamed, so that a start beside this one never reads half of it. */
function keepCache(script, cache) {
  const aside = `${cache}.${process.pid}`;
  try {
    writeFileSync(aside, script.createCachedData());
    renameSync(aside, cache);
  } catch {
    // A read-only folder: the next start compiles again.
  }
}
