import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { ROOT } from "./lib.mjs";

const SOURCES = join(ROOT, "cloud", "src");
/** `const { a, b: c } = await import("package")` */
const LAZY = /\{([^{}]{1,200})\} = await import\("([a-z@][a-z@/-]{0,60})"\)/g;
/** Stay outside of the bundle. */
const EXTERNAL = new Set(["esbuild"]);

/** Names that sources take of a package which they load when it is first needed. */
function lazyNames() {
  const files = readdirSync(SOURCES, { recursive: true }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !/[/\\]testing[/\\]/.test(file),
  );
  return files.flatMap((file) =>
    [...readFileSync(join(SOURCES, file), "utf8").matchAll(LAZY)].flatMap(([, names, name]) =>
      names.split(",").map((one) => [file, name, one.split(":")[0].trim()]),
    ),
  );
}

/** What the chunk of a package exports in a bundle that is split: of CommonJS, `default` alone. */
async function exportsOf(name) {
  const { metafile } = await build({
    stdin: { contents: `export const made = import("${name}");`, resolveDir: SOURCES },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    outdir: "out",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  return Object.values(metafile.outputs).flatMap((output) =>
    output.entryPoint === undefined || output.entryPoint === "<stdin>" ? [] : output.exports,
  );
}

const rows = lazyNames().filter(([, name]) => !EXTERNAL.has(name));

test("there are packages that are loaded when they are first needed", () => {
  expect(rows.length).toBeGreaterThan(4);
});

test.each(rows)("%s: the bundle has of %s: %s", async (_file, name, wanted) => {
  expect(await exportsOf(name)).toContain(wanted);
});
