// Bundles the package `portcullis`. Does nothing when nothing changed; `--force` builds anyway.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fingerprint, ROOT, readIfThere } from "./lib.mjs";

const DIST = join(ROOT, "cloud", "dist");
const STAMP = join(DIST, "build.txt");
const SOURCES = ["cloud/src", "cloud/package.json", "package-lock.json", "scripts/build.mjs"];

/** Packages that must stay outside: native code, or programs of their own. */
const EXTERNAL = ["libsql", "esbuild", "fsevents"];

/** CommonJS packages inside the bundle look for these. */
const BANNER =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

export async function buildIfStale({ force = false } = {}) {
  const wanted = fingerprint(SOURCES);
  if (!force && readIfThere(STAMP) === wanted) return false;
  const { build } = await import("esbuild");
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST, { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: { cli: "cloud/src/cli/main.ts", start: "cloud/src/cli/start.ts" },
    outdir: DIST,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    external: EXTERNAL,
    banner: { js: BANNER },
    loader: { ".css": "text", ".svg": "text" },
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    logLevel: "warning",
  });
  // The program that runs Node functions is started as a file of its own, in a process of its own.
  cpSync(join(ROOT, "cloud/src/services/lambda/node-runtime"), join(DIST, "node-runtime"), {
    recursive: true,
    filter: (path) => !path.endsWith(".test.ts"),
  });
  writeFileSync(STAMP, wanted);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await buildIfStale({ force: process.argv.includes("--force") });
}
