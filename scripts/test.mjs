// `npm test`: installs what the tests need, builds, runs every test; works in a fresh clone.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installAppIfStale, installed, ROOT, run } from "./lib.mjs";

if (!installed(["vitest", "playwright-core", "aws-amplify", "libsql", "esbuild"])) {
  console.log("Installing what the tests need (once) …");
  run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
}
installAppIfStale();
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

// The app's own tests run with its own packages; a selection of files is a selection of ours.
const appReport = join(ROOT, "conformance", ".artifacts", "app-tests.json");
const selection = process.argv.slice(2);
const reports = [report];
let appStatus = 0;
if (selection.length === 0) {
  const jest = join(ROOT, "app", "node_modules", "jest", "bin", "jest.js");
  const args = [jest, "--json", `--outputFile=${appReport}`];
  rmSync(appReport, { force: true });
  appStatus =
    spawnSync(process.execPath, args, { cwd: join(ROOT, "app"), stdio: ["inherit", "ignore", "inherit"] })
      .status ?? 1;
  reports.push(appReport);
}

const counts = reports.map((path) => JSON.parse(readFileSync(path, "utf8")));
const total = (name) => counts.reduce((sum, count) => sum + count[name], 0);
const skipped = total("numPendingTests");
const alsoSkipped = skipped > 0 ? `, ${skipped} skipped` : "";
console.log(`\n${total("numPassedTests")} passed, ${total("numFailedTests")} failed${alsoSkipped}`);
process.exit(result.status || appStatus);
