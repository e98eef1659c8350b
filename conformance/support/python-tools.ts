import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..", "..");

/** Pins of the SAM CLI, the AWS CLI and boto3, of the linters of the templates, and of the pytest example. */
export const REQUIREMENTS = {
  aws: join(ROOT, "conformance", "sam", "requirements.txt"),
  linters: join(ROOT, "conformance", "templates", "requirements.txt"),
  pytest: join(ROOT, "conformance", "examples", "requirements.txt"),
} as const;

/** The folder of the programs and a `python` that has the packages, or why this machine cannot have them. */
export type PythonTools = { readonly bin: string } | { readonly missing: string };

/**
 * Makes a virtual environment with the pinned tools once; later runs find it. The folder bears the
 * hash of the pins; the file `complete` in it says that nothing is missing.
 */
export async function pythonTools(requirements: string): Promise<PythonTools> {
  const pins = readFileSync(requirements, "utf8");
  const hash = createHash("sha256").update(pins).digest("hex").slice(0, 12);
  const artifacts = join(ROOT, "conformance", ".artifacts");
  const folder = join(artifacts, `python-${hash}`);
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  if (existsSync(join(folder, "complete"))) return { bin };
  const python = pythonProgram();
  if (python === undefined) return { missing: "there is no Python 3.10 or newer on this machine" };
  console.log(`Installing ${relative(ROOT, requirements)} for the tests (once) …`);
  mkdirSync(artifacts, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  try {
    // A virtual environment knows its own path: it is made where it stays.
    await run(python, ["-m", "venv", folder]);
    await run(
      join(bin, "python"),
      [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--no-deps",
        "--disable-pip-version-check",
        "-r",
        requirements,
      ],
      { maxBuffer: 64 << 20 },
    );
    writeFileSync(join(folder, "complete"), "");
    return { bin };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const text = error instanceof Error ? error.message : String(error);
    const last = text.trim().split("\n").at(-1) ?? "";
    return { missing: `the Python tools could not be installed (${last})` };
  }
}

const VERSION_CHECK = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";

function pythonProgram(): string | undefined {
  return ["python3", "python"].find((name) => spawnSync(name, ["-c", VERSION_CHECK]).status === 0);
}
