// `npm run test:long`: stories of the real `sam`, and the package as others get it (vitest.long.config.ts).
// Needs the registries.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installForTests } from "./install.mjs";
import { ROOT } from "./lib.mjs";
import { failuresOf, totalsOf } from "./test-totals.mjs";

const artifacts = join(ROOT, "conformance", ".artifacts");
const report = join(artifacts, "long-tests.json");
installForTests();
mkdirSync(artifacts, { recursive: true });
rmSync(report, { force: true });
const program = join(ROOT, "node_modules", "vitest", "vitest.mjs");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const args = [program, "run", "--config", "vitest.long.config.ts", ...reporters, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });

const results = [{ name: "vitest", status: status ?? 1, report }];
const totals = totalsOf(results);
console.log(["", ...failuresOf(results), totals.text].join("\n"));
process.exit(totals.passed ? 0 : 1);
