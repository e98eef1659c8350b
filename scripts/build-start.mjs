// Bundles `npm start` as two scripts: what a start runs, which V8 keeps compiled (see start-script.mjs),
// and what is loaded when somebody asks for it: deployments, pages of the console, audits.
import { join, relative, sep } from "node:path";
import { deferred, isDeferred } from "./build-deferred.mjs";
import { native } from "./build-native.mjs";
import { ROOT } from "./lib.mjs";
import { LATER, SHARED } from "./start-script.mjs";

const ENTRY = "cloud/src/cli/start.ts";
/** What other commands load at first use, and every start of a project runs. */
const AT_EVERY_START = [
  "cloud/src/runtime/project/watch-folders.ts",
  "cloud/src/runtime/app/config/app-resources.ts",
];
/** Around each script, in the file itself: no start copies the text to put it there. */
const BANNER =
  '(function(exports, require, module, __filename, __dirname) {const __url = require("node:url").pathToFileURL(__filename).href;';
const FOOTER = "\n})";

/**
 * @param build esbuild's
 * @param settings of all bundles of the package
 * @param folder where the scripts go
 * @returns esbuild's result for each
 */
export async function buildStart(build, settings, folder) {
  const script = (contents, outfile, plugins = []) => ({
    ...settings,
    stdin: { contents, resolveDir: ROOT, loader: "js" },
    outfile: join(folder, outfile),
    format: "cjs",
    // A script of `node:vm` cannot import; `require` reaches the same packages.
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "__url" },
    banner: { js: BANNER },
    footer: { js: FOOTER },
    plugins,
  });
  const whole = await build({ ...script(`export * from "./${ENTRY}";`, "start.cjs"), write: false });
  const { inputs } = whole.metafile;
  const parts = partsOf(inputs);
  return Promise.all([
    build(
      script(startEntry(parts, inputs), "start.cjs", [
        deferred,
        native,
        elsewhere(inputs, parts.later, LATER, ["dynamic-import"]),
      ]),
    ),
    build(script(laterEntry(parts), "start-later.cjs", [elsewhere(inputs, parts.atStart, SHARED)])),
  ]);
}

/**
 * What is reached without a dynamic import and not deferred, what others reach by one, and what those have
 * in common with a start.
 */
function partsOf(inputs) {
  const atStart = new Set();
  const open = [ENTRY, ...AT_EVERY_START];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (atStart.has(path) || isDeferred(path)) continue;
    atStart.add(path);
    open.push(
      ...importsOf(inputs[path])
        .filter(({ kind }) => kind !== "dynamic-import")
        .map((one) => one.path),
    );
  }
  const others = Object.entries(inputs).filter(([path]) => path !== "<stdin>" && !atStart.has(path));
  const shared = new Set(
    others
      .flatMap(([, input]) => importsOf(input))
      .map(({ path }) => path)
      .filter((path) => atStart.has(path)),
  );
  const dynamic = Object.values(inputs)
    .flatMap(importsOf)
    .filter(({ kind }) => kind === "dynamic-import");
  const asked = [...dynamic.map(({ path }) => path), ...Object.keys(inputs).filter(isDeferred)];
  const later = new Set(asked.filter((path) => !atStart.has(path)));
  return { atStart, shared, later };
}

const importsOf = (input) => input.imports.filter(({ external }) => external !== true);

/** Modules of packages in the form of Node must not become part of a module graph. */
function startEntry({ shared }, inputs) {
  const paths = [...shared];
  const names = paths
    .map((path, index) => [`shared${index}`, path])
    .filter(([, path]) => inputs[path].format === "esm");
  const member = (path) => {
    const name = names.find(([, named]) => named === path)?.[0];
    return `get ${JSON.stringify(path)}() { return ${name ?? `require("./${path}")`}; }`;
  };
  return [
    `export { start } from "./${ENTRY}";`,
    ...names.map(([name, path]) => `import * as ${name} from "./${path}";`),
    `export const shared = { ${paths.map(member).join(", ")} };`,
  ].join("\n");
}

function laterEntry({ later }) {
  const members = [...later].map((path) => `${JSON.stringify(path)}: () => require("./${path}")`);
  return `export const later = { ${members.join(", ")} };`;
}

/** Modules of `paths` are asked for by name, with a prefix that the loader of the scripts knows. */
function elsewhere(inputs, paths, prefix, kinds) {
  const found = new Map(
    Object.entries(inputs).flatMap(([importer, input]) =>
      importsOf(input).map(({ original, kind, path }) => [`${importer}\0${kind}\0${original}`, path]),
    ),
  );
  return {
    name: "elsewhere",
    setup: ({ onResolve }) => {
      onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kinds !== undefined && !kinds.includes(kind)) return undefined;
        const from = relative(ROOT, importer).split(sep).join("/");
        const to = found.get(`${from}\0${kind}\0${path}`);
        return to !== undefined && paths.has(to) ? { path: `${prefix}${to}`, external: true } : undefined;
      });
    },
  };
}
