import { createHash, type Hash } from "node:crypto";
import {
  cpSync,
  type Dirent,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { UserError } from "../../../core/errors.ts";
import { toolEnvironment } from "../../../services/lambda/interpreters/interpreter.ts";
import type { BuildJob } from "./builder.ts";
import { runTool, ToolError } from "./run-tool.ts";

/** Neither source nor setting of the build. */
const LEFT_OUT: ReadonlySet<string> = new Set([".aws-sam", ".git", ".idea", ".portcullis"]);
/** What Maven makes in the root of a project; deeper down it may be a package of that name. */
const TARGET = "target";
const WRAPPER = "mvnw";
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
  const kept = join(job.tools.cacheFolder, `maven-${hashOf(job.kind, job.sourceFolder)}`);
  const key = keyOf(job.sourceFolder);
  if (!existsSync(join(kept, key))) await fill(kept, key, job);
  cpSync(join(kept, key), job.outputFolder, { recursive: true });
}

/** What a source was built to; only the newest build of it is kept. */
async function fill(kept: string, key: string, job: BuildJob): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "portcullis-maven-"));
  try {
    const copy = join(scratch, basename(job.sourceFolder));
    cpSync(job.sourceFolder, copy, {
      recursive: true,
      filter: (path) => isSource(relative(job.sourceFolder, path)),
    });
    await runMaven(job, copy);
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    const made = mkdtempSync(join(kept, ".building-"));
    takeResult(job, join(copy, TARGET), made);
    renameSync(made, join(kept, key));
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
    throw new UserError(`${logicalId} could not be built: ${helpOf(error)}`);
  }
}

/** Maven of this machine, or the one that the project brings. */
async function mvn(args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    await runTool({ file: "mvn", args, cwd, environment });
  } catch (error) {
    const hasWrapper = existsSync(join(cwd, WRAPPER));
    if (!(error instanceof ToolError && error.isMissing && hasWrapper)) throw error;
    await runTool({ file: "sh", args: [WRAPPER, ...args], cwd, environment });
  }
}

/** What Maven says when it does not reach its repositories. */
const UNREACHABLE =
  /UnknownHost|Unknown host|Connection refused|timed out|Network is unreachable|in offline mode/;

function helpOf({ isMissing, message }: ToolError): string {
  if (isMissing) {
    return "Maven is not on PATH: install it (apt install maven, brew install maven, sdk install maven), add a wrapper to the project (mvnw), or build it yourself and start with --built.";
  }
  const offline = UNREACHABLE.test(message)
    ? " Maven did not reach a repository: what it has fetched once it builds without the network."
    : "";
  return `mvn failed.${offline}\n${message}`;
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

/** Names and contents of all sources. */
function keyOf(folder: string): string {
  const hash = createHash("sha256");
  addFolder(hash, folder, "");
  return hash.digest("hex");
}

function addFolder(hash: Hash, folder: string, name: string): void {
  const entries = readdirSync(join(folder, name), { withFileTypes: true });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(name, entry.name);
    if (!isSource(path)) continue;
    if (entry.isDirectory()) addFolder(hash, folder, path);
    else hash.update(JSON.stringify([path, contentOf(join(folder, path), entry)]));
  }
}

/** A link is copied as a link. */
function contentOf(path: string, entry: Dirent): string {
  if (entry.isSymbolicLink()) return readlinkSync(path);
  return entry.isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : "";
}

function hashOf(...texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
}
