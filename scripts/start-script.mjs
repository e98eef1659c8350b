// Loads the bundle of `npm start` with the machine code V8 made of it at an earlier start, which
// saves a quarter of the time to readiness. Node 20 has no compile cache of its own for modules.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { ROOT } from "./lib.mjs";

const FILE = join(ROOT, "cloud", "dist", "start.cjs");
/** Beside the bundle: a build deletes it. V8 refuses one of another version by itself. */
const CACHE = `${FILE}.${process.version}-${process.arch}.cache`;
/** By then the cloud is ready and the functions that a start needs have been compiled. */
const KEEP_AFTER_MS = 3_000;

/** @returns the exports of the bundle */
export function loadStartScript() {
  const cachedData = readCache();
  // esbuild writes ASCII only; read as such, the source takes one byte a character.
  const source = `(function(exports, require, module, __filename, __dirname) {${readFileSync(FILE, "latin1")}\n})`;
  const script = new Script(source, { filename: FILE, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) {
    setTimeout(() => keepCache(script), KEEP_AFTER_MS).unref();
  }
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(FILE), module, FILE, dirname(FILE));
  return module.exports;
}

function readCache() {
  try {
    return readFileSync(CACHE);
  } catch {
    return undefined;
  }
}

/** Written aside and renamed, so that a start beside this one never reads half of it. */
function keepCache(script) {
  const aside = `${CACHE}.${process.pid}`;
  try {
    writeFileSync(aside, script.createCachedData());
    renameSync(aside, CACHE);
  } catch {
    // A read-only folder: the next start compiles again.
  }
}
