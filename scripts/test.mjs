// `npm test`: installs what the tests need and runs every test; works in a fresh clone. With words behind
// it (`npm test -- one.test.ts`) they are vitest's, and the app's tests and packages are left alone, unless
// a word is a path below app/. What must be built is built by the project that needs it (vitest.config.ts).
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { installForApp, installForTests } from "./install.mjs";
import { ROOT } from "./lib.mjs";
import { failuresOf, totalsOf } from "./test-totals.mjs";

const ARTIFACTS = join(ROOT, "conformance", ".artifacts");
const words = process.argv.slice(2);
const appWords = words.filter(isInApp);
const ownWords = words.filter((word) => !isInApp(word));

installForTests();
mkdirSync(ARTIFACTS, { recursive: true });

// Side by side: the tests of the app compute while the other ones wait for programs.
const runs = [];
if (words.length === 0 || appWords.length > 0) {
  installForApp();
  runs.push(runAppTests(appWords));
}
if (words.length === 0 || ownWords.length > 0) runs.push(runVitest(ownWords));
const results = await Promise.all(runs);

for (const { output } of results) if (output !== undefined) process.stdout.write(output);
const totals = totalsOf(results);
console.log(["", ...failuresOf(results), totals.text].join("\n"));
process.exit(totals.passed ? 0 : 1);

function isInApp(word) {
  return !word.startsWith("-") && /^app[\\/]/.test(relative(ROOT, resolve(word)));
}

async function runVitest(selection) {
  const report = join(ARTIFACTS, "tests.json");
  rmSync(report, { force: true });
  const program = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [program, "run", ...reporters, ...selection], {
    cwd: ROOT,
    stdio: "inherit",
  });
  return { name: "vitest", status: await ended(child), report };
}

/** With the app's own packages; what it prints is kept until the other tests have ended. */
async function runAppTests(selection) {
  const report = join(ARTIFACTS, "app-tests.json");
  rmSync(report, { force: true });
  const app = join(ROOT, "app");
  const program = join(app, "node_modules", "jest", "bin", "jest.js");
  const paths = selection.map((word) => relative(app, resolve(word)));
  const child = spawn(process.execPath, [program, "--json", `--outputFile=${report}`, ...paths], {
    cwd: app,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "\nTests of the app\n";
  child.stderr.on("data", (chunk) => (output += chunk));
  return { name: "jest", status: await ended(child), report, output };
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
