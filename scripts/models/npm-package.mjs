// Sources of generated data that are npm packages: packed into a temporary folder, never installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * @param {string | undefined} given an unpacked package; else it is fetched from the registry
 * @returns the folder that holds its package.json
 */
export function openNpmPackage(name, version, given) {
  if (given !== undefined) return given;
  const folder = mkdtempSync(join(tmpdir(), "npm-package-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  run("npm", ["pack", "--silent", `${name}@${version}`], folder);
  const [archive] = readdirSync(folder);
  run("tar", ["-xzf", archive], folder);
  return join(folder, "package");
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed`);
}
