// Bundles the package `portcullis`. Does nothing when nothing changed; `--force` builds anyway.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installed } from "./install.mjs";
import { fingerprint, ROOT, readIfThere } from "./lib.mjs";

const DIST = join(ROOT, "cloud", "dist");
const STAMP = join(DIST, "build.txt");
/** Folders of data that is read at first use, from a folder `generated` beside the bundle. */
const DATA = [
  "cloud/src/wire/models/generated",
  "cloud/src/iam/identities/data/generated",
  "cloud/src/iam/policies/generated",
];
/** Styles and scripts of pages, served as they are; beside the bundle as `assets`. */
const ASSETS = "cloud/src/web/assets";
/** Programs that run functions: each is started as files of its own, in a process of its own. */
const RUNTIMES = ["node-runtime", "python-runtime", "ruby-runtime"];
const RUNTIMES_IN = "cloud/src/services/lambda";
/** What is not among the files that esbuild reads. */
const BESIDES = [
  ...RUNTIMES.map((name) => `${RUNTIMES_IN}/${name}`),
  ASSETS,
  ...DATA,
  "package-lock.json",
  "scripts/build.mjs",
  "scripts/build-start.mjs",
  "scripts/build-deferred.mjs",
  "scripts/build-native.mjs",
];

/** Packages that must stay outside: native code, or programs of their own. */
const EXTERNAL = ["libsql", "esbuild", "fsevents"];

/** CommonJS packages inside the bundle look for these. */
const BANNER =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

const SETTINGS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  external: EXTERNAL,
  loader: { ".css": "text", ".svg": "text" },
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  logLevel: "warning",
  metafile: true,
};

/** What the package offers to programs, as its `exports` name it. */
const LIBRARY = { index: "cloud/src/library/index.ts", testing: "cloud/src/library/testing.ts" };

/** The CLI and the library: modules that share what they have in common, and what they load lazily. */
const PACKAGE = {
  ...SETTINGS,
  entryPoints: { cli: "cloud/src/cli/main.ts", ...LIBRARY },
  outdir: DIST,
  // `node --enable-source-maps` shows lines of the sources, which are inside the maps.
  sourcemap: true,
  splitting: true,
  format: "esm",
  banner: { js: BANNER },
};

export async function buildIfStale({ force = false } = {}) {
  if (!force && isFresh()) return false;
  const { build } = await import("esbuild");
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST, { recursive: true });
  const { buildStart } = await import("./build-start.mjs");
  const [library, start] = await Promise.all([build(PACKAGE), buildStart(build, SETTINGS, DIST)]);
  for (const name of RUNTIMES) {
    cpSync(join(ROOT, RUNTIMES_IN, name), join(DIST, name), {
      recursive: true,
      filter: (path) => !path.endsWith(".test.ts") && !path.endsWith("__pycache__"),
    });
  }
  cpSync(join(ROOT, ASSETS), join(DIST, "assets"), { recursive: true });
  for (const folder of DATA) {
    cpSync(join(ROOT, folder), join(DIST, "generated"), {
      recursive: true,
      filter: (path) => !path.endsWith(".types.ts"),
    });
  }
  const files = [...new Set([...[library, ...start].flatMap(ownInputs), ...BESIDES])].sort();
  writeFileSync(STAMP, JSON.stringify({ files, fingerprint: fingerprint(files) }));
  return true;
}

/** The sources a bundle was made of; packages are covered by the lockfile. */
function ownInputs({ metafile }) {
  return Object.keys(metafile.inputs).filter((path) => path.startsWith("cloud/"));
}

/** Looks at the files that went into the last build only: every start pays for this. */
function isFresh() {
  try {
    const { files, fingerprint: built } = JSON.parse(readIfThere(STAMP) ?? "{}");
    return built === fingerprint(files);
  } catch {
    // A source is gone, or the stamp is of another version.
    return false;
  }
}

/** Types are for the package alone, so that no start waits for the compiler. */
async function buildPackage() {
  if (!installed(["typescript"])) {
    console.error(
      "The package has types, and the compiler that writes them is not installed. Run `npm ci` first.",
    );
    process.exit(1);
  }
  await buildIfStale();
  const { writeDeclarations } = await import("./declarations.mjs");
  writeDeclarations(Object.values(LIBRARY), join(DIST, "types"));
  // Refusals name it.
  for (const name of ["gaps.md", "gaps"]) {
    cpSync(join(ROOT, "docs", name), join(ROOT, "cloud", "docs", name), { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (process.argv.includes("--package")) await buildPackage();
  else await buildIfStale({ force: process.argv.includes("--force") });
}
