// libsql's own loader, which is JavaScript, as part of the script of a start. It asks Node for a whole
// diagnostic report to learn which C library there is, 7 ms; `detect-libc`, which it asks next, reads that
// from the program's file.
import { createRequire } from "node:module";
import { dirname } from "node:path";

const LOADER = createRequire(import.meta.url).resolve("libsql");
const NAMESPACE = "native";

const LOAD = `
const { familySync, MUSL } = require("detect-libc");
const { currentTarget, load } = require("@neon-rs/load");
exports.load = load;
exports.currentTarget = () => {
  const family = process.platform === "linux" && process.arch !== "arm" ? familySync() : null;
  return family === null ? currentTarget() : \`linux-\${process.arch}-\${family === MUSL ? "musl" : "gnu"}\`;
};`;

/** esbuild's plugin for the script of a start. */
export const native = {
  name: NAMESPACE,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^libsql$/ }, () => ({ path: LOADER }));
    onResolve({ filter: /^@neon-rs\/load$/ }, ({ path, namespace }) =>
      namespace === NAMESPACE ? undefined : { path, namespace: NAMESPACE },
    );
    onLoad({ filter: /./, namespace: NAMESPACE }, () => ({ contents: LOAD, resolveDir: dirname(LOADER) }));
  },
};
