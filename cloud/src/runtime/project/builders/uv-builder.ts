import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { UserError } from "../../../core/errors.ts";
import { neededInterpreter } from "../../../services/lambda/interpreters/index.ts";
import { type Interpreter, toolEnvironment } from "../../../services/lambda/interpreters/interpreter.ts";
import type { BuildJob } from "./builder.ts";
import { copyCode } from "./copy-builder.ts";
import { isFile } from "./java-tools.ts";
import { LEFT_OUT } from "./pip-builder.ts";
import { runTool, ToolError } from "./run-tool.ts";

const UV_LEFT_OUT: ReadonlySet<string> = new Set([...LEFT_OUT, ".env", ".idea", ".uv-cache", ".vscode"]);
const PROJECT = "pyproject.toml";
const REQUIREMENTS = ["", "-dev", "-test", "-prod"].map((kind) => `requirements${kind}.txt`);

/** What keeps `uv` from building here; undefined where it is on PATH. */
export function uvProblem(): { readonly what: string; readonly help: string } | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  if (folders.some((folder) => folder !== "" && isFile(join(folder, "uv")))) return undefined;
  return {
    what: "a build by uv, which is not on PATH",
    help: "install it, or build it yourself and start with --built",
  };
}

/**
 * Packages of `pyproject.toml`, as its `uv.lock` has them, else of a requirements file, and the source over
 * them, in one folder, for the Python of this machine.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/building-python-uv.html
 */
export async function buildWithUv(job: BuildJob): Promise<void> {
  const has = (name: string) => existsSync(join(job.sourceFolder, name));
  const scratch = mkdtempSync(join(tmpdir(), "portcullis-uv-"));
  try {
    const requirements = REQUIREMENTS.find(has);
    if (has(PROJECT)) await installProject(job, scratch);
    else if (requirements !== undefined) await install(job, join(job.sourceFolder, requirements));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new UserError(`${job.logicalId} could not be built: ${error.message}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  copyCode(job, (path) => !UV_LEFT_OUT.has(basename(path)) && !path.endsWith(".pyc"));
}

/** In a copy: without a lock file uv writes one. */
async function installProject(job: BuildJob, scratch: string): Promise<void> {
  const cwd = join(scratch, "source");
  cpSync(job.sourceFolder, cwd, { recursive: true, filter: (path) => !UV_LEFT_OUT.has(basename(path)) });
  const python = ["--python", interpreterOf(job).path];
  if (!existsSync(join(cwd, "uv.lock"))) await runUv(["lock", "--no-progress", ...python], cwd);
  const exported = join(scratch, "requirements.txt");
  const format = ["--format", "requirements.txt", "--no-emit-project", "--no-hashes"];
  await runUv(["export", ...format, "--output-file", exported, ...python], cwd);
  await install(job, exported, cwd);
}

function install(job: BuildJob, requirements: string, cwd: string = job.sourceFolder): Promise<void> {
  job.tools.onStep(`${job.logicalId}: installing its packages with uv`);
  const target = ["--target", job.outputFolder, "--python", interpreterOf(job).path];
  return runUv(["pip", "install", "-r", requirements, ...target], cwd);
}

function interpreterOf({ logicalId, runtime, tools }: BuildJob): Interpreter {
  const found = neededInterpreter(tools.findInterpreter, runtime);
  if ("missing" in found) throw new UserError(`${logicalId} could not be built: ${found.missing}.`);
  return found.interpreter;
}

function runUv(args: readonly string[], cwd: string): Promise<void> {
  return runTool({ file: "uv", args, cwd, environment: toolEnvironment(process.env) });
}
