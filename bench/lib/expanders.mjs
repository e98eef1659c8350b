import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "..", "..");
const CONFORMANCE = join(ROOT, "conformance", "transform");

/** Our expansion and the way to the real translator, from their TypeScript sources. */
export async function loadExpanders() {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-bench-"));
  try {
    const { expandServerless } = await load(
      join(ROOT, "cloud", "src", "cloudformation", "sam", "transform.ts"),
      folder,
    );
    const { askTranslator, realTranslator } = await load(join(CONFORMANCE, "translator.ts"), folder);
    return { expandServerless, askTranslator, translator: await realTranslator() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function load(entry, folder) {
  const outfile = join(folder, `${Math.random()}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
    // The translator looks for its files beside itself.
    define: { "import.meta.dirname": JSON.stringify(CONFORMANCE) },
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  return import(pathToFileURL(outfile).href);
}
