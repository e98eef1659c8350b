import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "..", "..");

/** Path of the program, or why this machine cannot have it. */
export type GoTool = { readonly program: string } | { readonly missing: string };

/**
 * Builds a program of the Go module proxy once, e.g. `github.com/rhysd/actionlint/cmd/actionlint`;
 * later runs find it in the folder that bears its version.
 */
export async function goTool(path: string, version: string): Promise<GoTool> {
  const name = path.split("/").at(-1) ?? path;
  const folder = join(ROOT, "conformance", ".artifacts", `go-${name}-${version}`);
  const program = join(folder, process.platform === "win32" ? `${name}.exe` : name);
  if (existsSync(program)) return { program };
  if (spawnSync("go", ["version"]).status !== 0) return { missing: "there is no Go on this machine" };
  console.log(`Building ${name} ${version} for the tests (once) …`);
  mkdirSync(folder, { recursive: true });
  try {
    await promisify(execFile)("go", ["install", `${path}@${version}`], {
      env: { ...process.env, GOBIN: folder, GOTOOLCHAIN: "local" },
    });
    return { program };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { missing: `${name} could not be built (${text.trim().split("\n").at(-1) ?? ""})` };
  }
}
