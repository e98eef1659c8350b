// `npm test`: installs what the tests need, builds, runs every test; works in a fresh clone.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installed, ROOT, run } from "./lib.mjs";

if (!installed(["vitest", "playwright-core", "aws-amplify", "libsql", "esbuild"])) {
  console.log("Installing what the tests need (once) …");
  run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
}
const { buildIfStale } = await import("./build.mjs");
await buildIfStale();

const report = join(ROOT, "conformance", ".artifacts", "tests.json");
mkdirSync(join(ROOT, "conformance", ".artifacts"), { recursive: true });
const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
const result = spawnSync(
  process.execPath,
  [
    vitest,
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: ROOT, stdio: "inherit" },
);

const {
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
} = JSON.parse(readFileSync(report, "utf8"));
const alsoSkipped = skipped > 0 ? `, ${skipped} skipped` : "";
console.log(`\n${passed} passed, ${failed} failed${alsoSkipped}`);
process.exit(result.status ?? 1);
