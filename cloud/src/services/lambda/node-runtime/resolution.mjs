import { existsSync } from "node:fs";
import * as Module from "node:module";
import { basename, delimiter, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { searchIn } from "./search-hook.mjs";

/** AWS's Node runtimes carry the SDK; here it may come from the project around the state folder. */
const PROVIDED_PACKAGES = /^(@aws-sdk|@smithy)\//;

/** Folders of packages that NODE_PATH names, those of layers among them. */
const searched = () =>
  (process.env.NODE_PATH ?? "")
    .split(delimiter)
    .filter((folder) => basename(folder) === "node_modules" && existsSync(folder));

/**
 * On AWS nothing lies above the function's folder, nor above its layers: a package that is missing there
 * must be missing here too, though the project's own `node_modules` may be a few folders up.
 * @param {string} taskRoot
 */
export function confineResolution(taskRoot) {
  const roots = [taskRoot, ...searched()].map((root) => (root.endsWith(sep) ? root : root + sep));
  const loader = Module.default;
  const original = loader._nodeModulePaths;
  loader._nodeModulePaths = (from) => {
    const inside = roots.find((root) => `${from}${sep}`.startsWith(root));
    const paths = original(from);
    return inside === undefined ? paths : paths.filter((path) => `${path}${sep}`.startsWith(inside));
  };
  const originalResolve = loader._resolveFilename;
  loader._resolveFilename = function resolveFilename(request, ...rest) {
    try {
      return originalResolve.call(this, request, ...rest);
    } catch (error) {
      if (!PROVIDED_PACKAGES.test(request)) throw error;
      return originalResolve.call(this, request, rest[0], rest[1], { paths: original(taskRoot) });
    }
  };
}

/** `import` looks where NODE_PATH points, as in AWS's runtimes; in Node.js itself only `require` does. */
export function searchLayers() {
  const folders = searched().map((folder) => pathToFileURL(folder).href);
  if (folders.length === 0) return;
  if (Module.registerHooks !== undefined) {
    Module.registerHooks({ resolve: searchIn(folders) });
    return;
  }
  Module.register("./search-hook.mjs", import.meta.url, { data: folders });
}
