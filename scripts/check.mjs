// `npm run check`: types (those of the app with its own compiler), lint and format, import boundaries, unused code, rooms, rules.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installForApp, installForTests } from "./install.mjs";
import { ROOT } from "./lib.mjs";

const bin = (name) => join(ROOT, "node_modules", ".bin", name);
const appTsc = join(ROOT, "app", "node_modules", "typescript", "bin", "tsc");
const CHECKS = [
  ["types", bin("tsc"), ["--noEmit", "-p", "tsconfig.json"]],
  ["types of the app", process.execPath, [appTsc, "--noEmit", "-p", "app/tsconfig.json"]],
  ["lint and format", bin("biome"), ["check", "--error-on-warnings", "."]],
  [
    "import boundaries",
    bin("depcruise"),
    ["--config", ".dependency-cruiser.mjs", "cloud/src", "stacks", "app/src"],
  ],
  ["unused code", bin("knip"), ["--no-progress"]],
  ["room sizes", process.execPath, ["scripts/check-rooms.mjs"]],
  ["security rules", process.execPath, ["scripts/check-rules.mjs"]],
  ["patterns", process.execPath, ["scripts/check-patterns.mjs"]],
];

installForTests();
installForApp();
const only = process.argv[2];
const failed = [];
for (const [name, command, args] of CHECKS.filter(([name]) => only === undefined || name.includes(only))) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error) throw error;
  console.log(`${status === 0 ? "✔" : "✖"} ${name}`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(", ")}`);
  process.exit(1);
}
