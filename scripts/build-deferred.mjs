// What a restart imports and does not use: it is loaded at first use, as if it had been imported then.
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { ROOT } from "./lib.mjs";
import { LATER } from "./start-script.mjs";

/** Resource types of templates: a deployment looks at what these functions return, a restart makes them only. */
const RESOURCES = /^cloud\/src\/(?:services\/\w+|cloudformation)\/resources\/AWS-[\w-]+\.ts$/;
/** In the form of Node, so that it stays in the script and runs when it is asked for. */
const PACKAGES = /^mqtt-packet$/;
const NAMESPACE = "deferred";

/** Whether a module of the sources, `cloud/src/…`, is left to the script of what is loaded later. */
export const isDeferred = (path) => RESOURCES.test(path);

/** esbuild's plugin for the script of a start. */
export const deferred = {
  name: NAMESPACE,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\.{1,2}\/.*AWS-/ }, ({ path, resolveDir }) => {
      const source = relative(ROOT, join(resolveDir, path)).split(sep).join("/");
      return isDeferred(source) ? { path: source, namespace: NAMESPACE } : undefined;
    });
    onResolve({ filter: new RegExp(`^${LATER}`) }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: PACKAGES }, ({ path, namespace }) =>
      namespace === NAMESPACE ? undefined : { path, namespace: NAMESPACE },
    );
    onLoad({ filter: PACKAGES, namespace: NAMESPACE }, ({ path }) => ({
      contents: `export default ${objectOf(`require("${path}")`)};`,
      resolveDir: ROOT,
    }));
    onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
      contents: functionsOf(readFileSync(join(ROOT, path), "utf8"))
        .map(
          (name) =>
            `export const ${name} = (...given) => ${objectOf(`${moduleOf(path)}.${name}(...given)`)};`,
        )
        .join("\n"),
      resolveDir: ROOT,
    }));
  },
};

const moduleOf = (path) => `require("${LATER}${path}")`;

/** Names of the exported functions; esbuild ends the build where something else is imported. */
function functionsOf(source) {
  return [...source.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
}

/** An object that comes to be when somebody looks at it. */
function objectOf(expression) {
  const trap = (name) => `${name}: (_, ...asked) => Reflect.${name}(made ??= ${expression}, ...asked)`;
  const traps = ["get", "has", "ownKeys", "getOwnPropertyDescriptor"].map(trap);
  return `(() => { let made; return new Proxy({}, { ${traps.join(", ")} }); })()`;
}
