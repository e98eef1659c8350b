import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { UserError } from "../../../core/errors.ts";
import { toolEnvironment } from "../../../services/lambda/interpreters/interpreter.ts";
import type { BuildJob } from "./builder.ts";
import { failureOf, helpFor, isFile, LEFT_OUT, MAVEN } from "./java-tools.ts";
import { sourceKey, takeKeptBuild } from "./kept-build.ts";
import { runTool, ToolError } from "./run-tool.ts";

/** What Maven makes in the root of a project; deeper down it may be a package of that name. */
const TARGET = "target";
const QUIETLY = ["--batch-mode", "--quiet", "-Dstyle.color=never"] as const;
const GOALS = [
  ["clean", "install"],
  ["dependency:copy-dependencies", "-DincludeScope=runtime", "-Dmdep.prependGroupId=true"],
] as const;

/**
 * `mvn clean install` in a copy of the source: the classes of a function in the root of its package and
 * what it needs in `lib`; a layer has its own jar there as well. Built again only when the source changed.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build.html
 */
export async function buildWithMaven(job: BuildJob): Promise<void> {
  const key = sourceKey(job.sourceFolder, isSource);
  await takeKeptBuild(job, { tool: "maven", key }, (made) => build(job, made));
}

async function build(job: BuildJob, made: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "portcullis-maven-"));
  try {
    const copy = join(scratch, basename(job.sourceFolder));
    cpSync(job.sourceFolder, copy, {
      recursive: true,
      filter: (path) => isSource(relative(job.sourceFolder, path)),
    });
    await runMaven(job, copy);
    takeResult(job, join(copy, TARGET), made);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function runMaven(job: BuildJob, cwd: string): Promise<void> {
  const { logicalId, tools } = job;
  const environment = toolEnvironment(process.env);
  tools.onStep(`${logicalId}: building with Maven`);
  try {
    for (const goal of GOALS) await mvn([...QUIETLY, ...goal], cwd, environment);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const words = error.isMissing ? `Maven is not on PATH: ${helpFor(MAVEN)}.` : failureOf(MAVEN, error);
    throw new UserError(`${logicalId} could not be built: ${words}`);
  }
}

/** Maven of this machine, or the one that the project brings. */
async function mvn(args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    await runTool({ file: MAVEN.program, args, cwd, environment });
  } catch (error) {
    const hasWrapper = isFile(join(cwd, MAVEN.wrapper));
    if (!(error instanceof ToolError && error.isMissing && hasWrapper)) throw error;
    await runTool({ file: "sh", args: [MAVEN.wrapper, ...args], cwd, environment });
  }
}

function takeResult({ logicalId, kind }: BuildJob, target: string, made: string): void {
  const classes = join(target, "classes");
  const lib = join(made, "lib");
  if (!existsSync(classes)) {
    throw new UserError(`${logicalId} could not be built: mvn made no target/classes; is its packaging jar?`);
  }
  if (kind === "function") cpSync(classes, made, { recursive: true });
  else for (const jar of jarsIn(target)) cpSync(join(target, jar), join(lib, jar));
  const dependencies = join(target, "dependency");
  if (existsSync(dependencies)) cpSync(dependencies, lib, { recursive: true });
}

function jarsIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".jar"));
}

/** @param path from the root of the project */
function isSource(path: string): boolean {
  return path !== TARGET && !LEFT_OUT.has(basename(path));
}
