import { existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "./lib.mjs";

const CI = ["ci", "--no-audit", "--no-fund"];
/** What the tests need and `npm start` does not, by some packages of it. */
const TOOLS_OF_TESTS = ["vitest", "playwright-core", "aws-amplify", "libsql", "esbuild"];

/**
 * Installs what a start needs when the lockfile says something else than what is there.
 * Where somebody develops, the tools of the tests are there and stay.
 */
export function installForStart() {
  if (!isInstallStale(ROOT)) return;
  console.log("Installing what Portcullis needs (once) …");
  const only = installed(["vitest"]) ? [] : ["--workspace", "portcullis", "--workspace", "portcullis-stacks"];
  run("npm", [...CI, ...only]);
}

/** Before the first test: a start within one would take the packages away below those that run. */
export function installForTests() {
  if (installed(TOOLS_OF_TESTS) && !isInstallStale(ROOT)) return;
  console.log("Installing what the tests need (once) …");
  run("npm", [...CI, "--ignore-scripts"]);
}

/** Installs the packages of the app, which are none of the root's. */
export function installForApp() {
  const app = join(ROOT, "app");
  if (!isInstallStale(app)) return;
  console.log("Installing what the app needs (once) …");
  run("npm", CI, { cwd: app });
}

/** True when every named package can be found below node_modules. */
export function installed(packages) {
  return packages.every((name) => existsSync(join(ROOT, "node_modules", name, "package.json")));
}

/**
 * Whether a folder's `node_modules` are not those of its lockfile. npm's marker in it is younger than the
 * lockfile when they are; in a copied folder or a new checkout it need not be, and what both say is compared.
 */
export function isInstallStale(folder) {
  const lockfile = join(folder, "package-lock.json");
  const marker = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(marker)) return true;
  if (statSync(marker).mtimeMs >= statSync(lockfile).mtimeMs) return false;
  if (!haveSamePackages(lockfile, marker)) return true;
  const now = new Date();
  utimesSync(marker, now, now); // The next start does not read them.
  return false;
}

/** Optional packages are of other systems where they are missing. */
function haveSamePackages(lockfile, marker) {
  const [wanted, there] = [lockfile, marker].map(packagesOf);
  const isThere = ([path, entry]) => entry.optional === true || there[path] !== undefined;
  const isWanted = ([path, entry]) => JSON.stringify(wanted[path]) === JSON.stringify(entry);
  return Object.entries(wanted).every(isThere) && Object.entries(there).every(isWanted);
}

function packagesOf(file) {
  const { "": _project, ...packages } = JSON.parse(readFileSync(file, "utf8")).packages;
  return packages;
}
