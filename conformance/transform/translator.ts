import { execFile, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

const run = promisify(execFile);
const ARTIFACTS = join(import.meta.dirname, "..", ".artifacts");
const REQUIREMENTS = join(import.meta.dirname, "requirements.txt");
const PROGRAM = join(import.meta.dirname, "translator.py");
const VERSION_CHECK = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
const PIP = ["-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "--disable-pip-version-check"];

/** A python that has the real translator, or why this machine cannot have one. */
export type Translator = { readonly python: string } | { readonly missing: string };

/**
 * Makes a virtual environment with the pinned translator once; later runs find it. The folder bears
 * the hash of the pins; the file `complete` in it says that nothing is missing.
 */
export async function realTranslator(): Promise<Translator> {
  const pins = readFileSync(REQUIREMENTS);
  const folder = join(
    ARTIFACTS,
    `translator-${createHash("sha256").update(pins).digest("hex").slice(0, 12)}`,
  );
  const python = join(folder, process.platform === "win32" ? "Scripts" : "bin", "python");
  if (existsSync(join(folder, "complete"))) return { python };
  const system = ["python3", "python"].find((name) => spawnSync(name, ["-c", VERSION_CHECK]).status === 0);
  if (system === undefined) return { missing: "there is no Python 3.10 or newer on this machine" };
  mkdirSync(ARTIFACTS, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  try {
    // A virtual environment knows its own path: it is made where it stays.
    await run(system, ["-m", "venv", folder]);
    await run(python, [...PIP, "-r", REQUIREMENTS], { maxBuffer: 64 << 20 });
    writeFileSync(join(folder, "complete"), "");
    return { python };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const last = error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
    return { missing: `the translator could not be installed (${last})` };
  }
}

/** What one command of `translator.py` prints. */
export async function askTranslator(
  python: string,
  command: readonly string[],
  input = "",
): Promise<unknown> {
  const child = spawn(python, [PROGRAM, ...command], {
    stdio: ["pipe", "pipe", "pipe"],
    // Sets of texts come in the same order every time.
    env: { ...process.env, PYTHONHASHSEED: "0" },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`translator.py ${command.join(" ")} failed: ${errors}`);
  return JSON.parse(output);
}
