// The product of a checkout, built from its sources with a source map, in a process that counts which of
// its functions run.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { factsOf, newSettings } from "./product.mjs";

const BANNER =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

/** The program: the cloud, and on every message what ran since the one before. */
const MAIN = `import { Session } from "node:inspector/promises";
import { start } from "./start.js";
const FOLDER = new URL(".", import.meta.url).href;
const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
process.on("message", async () => {
  const { result } = await session.post("Profiler.takePreciseCoverage");
  process.send(result.filter(({ url }) => url.startsWith(FOLDER) && url.endsWith(".js")));
});
await start(["stacks/cognito", "stacks/api", ...process.argv.slice(2)]);
`;

export async function startInstrumented(root) {
  spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: root, stdio: "inherit" });
  const folder = join(root, "conformance", ".artifacts", "files-per-call");
  await buildWithMap(root, folder);
  const settings = await newSettings();
  const child = spawn(process.execPath, [join(folder, "main.mjs"), ...settings.flags], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const gone = new Promise((done) => child.once("exit", done));
  await untilReady(child, gone);
  const sources = new SourceFiles(root);
  return {
    ...(await factsOf(settings)),
    /** The source files whose functions ran since the last time that this was asked. */
    filesSince: () => {
      const answer = new Promise((done) => child.once("message", done));
      child.send("take");
      return answer.then((scripts) => sources.of(scripts));
    },
    dispose: async () => {
      child.kill("SIGINT");
      await gone;
      for (const path of [folder, settings.stateDir]) rmSync(path, { recursive: true, force: true });
    },
  };
}

async function buildWithMap(root, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: { start: "cloud/src/cli/start.ts" },
    outdir: folder,
    bundle: true,
    splitting: true,
    sourcemap: "linked",
    platform: "node",
    target: "node20",
    format: "esm",
    external: ["libsql", "esbuild", "fsevents"],
    loader: { ".css": "text", ".svg": "text" },
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    banner: { js: BANNER },
    logLevel: "warning",
  });
  copyWhatLiesBeside(join(root, "cloud", "dist"), folder);
  writeFileSync(join(folder, "main.mjs"), MAIN);
}

/** The folders that a build puts beside the bundle: programs and data that are read from there. */
function copyWhatLiesBeside(dist, folder) {
  for (const entry of readdirSync(dist, { withFileTypes: true })) {
    if (entry.isDirectory()) cpSync(join(dist, entry.name), join(folder, entry.name), { recursive: true });
  }
}

function untilReady(child, gone) {
  let output = "";
  return new Promise((ready, fail) => {
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.includes("is ready")) ready();
    });
    void gone.then((code) => fail(new Error(`The product ended (${code}) before it was ready:\n${output}`)));
  });
}

/** Finds where functions of the bundle come from. */
class SourceFiles {
  #root;
  #scripts = new Map();

  constructor(root) {
    this.#root = root;
  }

  /** @param scripts V8's precise coverage; answers paths below the checkout, of the project's own sources */
  of(scripts) {
    const files = new Set();
    for (const { url, functions } of scripts) {
      for (const { ranges } of functions) {
        const [whole] = ranges;
        const file = whole.count > 0 ? this.#fileAt(url, whole.startOffset) : undefined;
        if (file?.startsWith("cloud/src/")) files.add(file);
      }
    }
    return files;
  }

  #fileAt(url, offset) {
    const { lines, map, folder } = this.#scriptOf(url);
    let line = upperBound(lines, offset) - 1;
    if (line < 0) line = 0;
    const { originalSource } = map.findEntry(line, offset - lines[line]);
    return originalSource === undefined ? undefined : this.#named(folder, originalSource);
  }

  #named(folder, source) {
    const path = source.startsWith("file:") ? source : pathToFileURL(resolve(folder, source)).href;
    return relative(pathToFileURL(this.#root).pathname, new URL(path).pathname);
  }

  #scriptOf(url) {
    const known = this.#scripts.get(url);
    if (known !== undefined) return known;
    const text = readFileSync(new URL(url), "utf8");
    const lines = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines.push(at + 1);
    const map = new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), "utf8")));
    const script = { lines, map, folder: new URL(".", url).pathname };
    this.#scripts.set(url, script);
    return script;
  }
}

/** How many of the sorted numbers are not above `value`. */
function upperBound(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
