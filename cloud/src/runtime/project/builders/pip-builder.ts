import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { UserError } from "../../../core/errors.ts";
import { neededInterpreter } from "../../../services/lambda/interpreters/index.ts";
import type { Interpreter } from "../../../services/lambda/interpreters/interpreter.ts";
import type { BuildJob } from "./builder.ts";
import { copyCode, takeAsItIs } from "./copy-builder.ts";
import { makeWhole } from "./kept-build.ts";
import { PipError, pipInstall } from "./run-pip.ts";

/** No code, though it lies beside code. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  ".aws-sam",
  ".git",
  ".mypy_cache",
  ".portcullis",
  ".pytest_cache",
  ".ruff_cache",
  ".tox",
  ".venv",
  "__pycache__",
  "venv",
]);
const REQUIREMENTS = "requirements.txt";

/**
 * Packages of `requirements.txt` and the source over them, in one folder. What was installed for the
 * same requirements is taken from the cache.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/python-package.html
 */
export async function buildWithPip(job: BuildJob): Promise<void> {
  if (!statSync(job.sourceFolder).isDirectory()) return takeAsItIs(job);
  const requirements = requirementsOf(job.sourceFolder);
  if (requirements.length > 0) await addPackages(job, requirements);
  copyCode(job, isCode);
}

function isCode(path: string): boolean {
  return !LEFT_OUT.has(basename(path)) && !path.endsWith(".pyc");
}

/** Lines that name something. */
function requirementsOf(folder: string): string[] {
  const file = join(folder, REQUIREMENTS);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

async function addPackages(job: BuildJob, requirements: readonly string[]): Promise<void> {
  const found = neededInterpreter(job.tools.findInterpreter, job.runtime);
  if ("missing" in found) throw new UserError(`${job.logicalId} could not be built: ${found.missing}.`);
  const { interpreter } = found;
  try {
    if (!requirements.every(isSelfContained)) return await install(job, interpreter, job.outputFolder);
    const cached = join(job.tools.cacheFolder, keyOf(requirements, interpreter));
    if (!existsSync(cached)) await makeWhole(cached, (made) => install(job, interpreter, made));
    cpSync(cached, job.outputFolder, { recursive: true });
  } catch (error) {
    if (!(error instanceof PipError)) throw error;
    throw new UserError(`${job.logicalId} could not be built: ${error.message}`);
  }
}

/** Whether the line alone says what is installed: other files and folders may change beneath it. */
function isSelfContained(line: string): boolean {
  if (line.startsWith("-")) return /^--(?:hash|index-url|extra-index-url)\b/.test(line);
  return line.includes("://") ? !line.includes("file:") : !line.includes("/") && !line.startsWith(".");
}

function keyOf(requirements: readonly string[], { version }: Interpreter): string {
  const told = [process.platform, process.arch, version, ...requirements];
  return createHash("sha256").update(JSON.stringify(told)).digest("hex");
}

function install(job: BuildJob, python: Interpreter, target: string): Promise<void> {
  job.tools.onStep(`${job.logicalId}: installing ${REQUIREMENTS} with pip`);
  // What is compiled is for the place where it is compiled.
  return pipInstall(python, { target, what: ["--no-compile", "-r", REQUIREMENTS], cwd: job.sourceFolder });
}
