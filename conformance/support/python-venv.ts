import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ARTIFACTS = join(import.meta.dirname, "..", ".artifacts");
const MAXIMUM_OUTPUT_BYTES = 64 << 20;

/** The folder of the programs, or why this machine cannot have them. */
export type PythonVenv = { readonly bin: string } | { readonly missing: string };

/**
 * Makes a virtual environment of the pinned packages in a requirements file once; later runs find
 * it. The folder bears the hash of the pins; the file `complete` in it says that nothing is missing.
 */
export async function pythonVenv(requirements: string): Promise<PythonVenv> {
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = join(ARTIFACTS, `python-${hash}`);
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  if (existsSync(join(folder, "complete"))) return { bin };
  const python = ["python3", "python"].find((name) => spawnSync(name, ["-c", VERSION_CHECK]).status === 0);
  if (python === undefined) return missing("there is no Python 3.10 or newer on this machine");
  console.log(`Installing ${requirements} (once) …`);
  mkdirSync(ARTIFACTS, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  try {
    // A virtual environment knows its own path: it is made where it stays.
    await run(python, ["-m", "venv", folder]);
    const install = ["-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "-r", requirements];
    await run(join(bin, "python"), install, { maxBuffer: MAXIMUM_OUTPUT_BYTES });
    writeFileSync(join(folder, "complete"), "");
    return { bin };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return missing(`the Python tools could not be installed (${String(error).trim().split("\n").at(-1)})`);
  }
}

const VERSION_CHECK = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";

function missing(reason: string): PythonVenv {
  console.log(`Tests are skipped: ${reason}.`);
  return { missing: reason };
}
