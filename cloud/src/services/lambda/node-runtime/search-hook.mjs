/** A package by its name: neither a path nor an address. */
const PACKAGE = /^(?:@[^/]+\/)?[^./][^:]*$/;

/**
 * Looks for packages that are not found where they are imported in further folders, in their order.
 * @param {readonly string[]} folders URLs of folders called `node_modules`
 */
export function searchIn(folders) {
  return (specifier, context, next) => {
    const again = (error, index) => {
      const folder = folders[index];
      if (error?.code !== "ERR_MODULE_NOT_FOUND" || !PACKAGE.test(specifier) || folder === undefined) {
        throw error;
      }
      return attempt({ ...context, parentURL: new URL("importer.mjs", folder).href }, index + 1);
    };
    const attempt = (from, index) => {
      let found;
      try {
        found = next(specifier, from);
      } catch (error) {
        return again(error, index);
      }
      return typeof found?.then === "function" ? found.catch((error) => again(error, index)) : found;
    };
    return attempt(context, 0);
  };
}

let search;

/** As a module of hooks, for versions of Node.js that run them on a thread of their own. */
export function initialize(folders) {
  search = searchIn(folders);
}

export async function resolve(specifier, context, next) {
  return search(specifier, context, next);
}
