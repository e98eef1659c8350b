import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { UserError } from "../../../core/errors.ts";
import { neededInterpreter } from "../../../services/lambda/interpreters/index.ts";
import { type Interpreter, toolEnvironment } from "../../../services/lambda/interpreters/interpreter.ts";
import type { BuildJob } from "./builder.ts";
import { copyCode, takeAsItIs } from "./copy-builder.ts";
import { makeWhole } from "./kept-build.ts";
import { runTool, ToolError } from "./run-tool.ts";

/** No code, though it lies beside code. */
const LEFT_OUT: ReadonlySet<string> = new Set([".aws-sam", ".git", ".portcullis"]);
const GEMFILE = "Gemfile";
const LOCK = "Gemfile.lock";
const CONFIG = join(".bundle", "config");

/**
 * The source with the gems of its `Gemfile` in `vendor/bundle`, those for development and test left out. What
 * was installed for the same files is taken from the cache.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/ruby-package.html
 */
export async function buildWithBundler(job: BuildJob): Promise<void> {
  if (!statSync(job.sourceFolder).isDirectory()) return takeAsItIs(job);
  copyCode(job, (path) => !LEFT_OUT.has(basename(path)));
  const lines = linesOf(join(job.outputFolder, GEMFILE));
  if (lines.some(namesGems)) await addGems(job, lines);
}

/** Lines that say something. */
function linesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

/** All but where gems come from, and for which Ruby. */
function namesGems(line: string): boolean {
  return !/^(?:source|ruby)\b/.test(line) || /\bdo$/.test(line);
}

/** Whether other files, or the environment, say what is installed. */
function pointsElsewhere(line: string): boolean {
  return /\b(?:path|gemspec|eval_gemfile|instance_eval|require|require_relative|File|Dir|ENV)\b/.test(line);
}

async function addGems(job: BuildJob, lines: readonly string[]): Promise<void> {
  const { logicalId, outputFolder, tools } = job;
  const found = neededInterpreter(tools.findInterpreter, job.runtime);
  if ("missing" in found) throw new UserError(`${logicalId} could not be built: ${found.missing}.`);
  const { interpreter } = found;
  const install = async (folder: string): Promise<void> => {
    tools.onStep(`${logicalId}: installing the gems of its Gemfile with bundler`);
    await installGems(logicalId, interpreter, folder);
  };
  if (lines.some(pointsElsewhere)) return install(outputFolder);
  const cached = join(tools.cacheFolder, `gems-${keyOf(outputFolder, interpreter)}`);
  if (!existsSync(cached)) {
    await makeWhole(cached, async (made) => {
      for (const name of [GEMFILE, LOCK, CONFIG]) copyIfThere(name, outputFolder, made);
      await install(made);
      rmSync(join(made, GEMFILE));
    });
  }
  cpSync(cached, outputFolder, { recursive: true });
}

function copyIfThere(name: string, from: string, to: string): void {
  if (!existsSync(join(from, name))) return;
  mkdirSync(dirname(join(to, name)), { recursive: true });
  copyFileSync(join(from, name), join(to, name));
}

function keyOf(folder: string, { version }: Interpreter): string {
  const hash = createHash("sha256").update(JSON.stringify([process.platform, process.arch, version]));
  for (const name of [GEMFILE, LOCK, CONFIG]) {
    const file = join(folder, name);
    const content = existsSync(file) ? readFileSync(file) : Buffer.of();
    hash.update(`${name}\n${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

const COMMANDS = [
  ["config", "set", "--local", "without", "development:test"],
  // From the first install on: `sam build` installs into the machine's own gems before it sets `deployment`.
  ["config", "set", "--local", "path", join("vendor", "bundle")],
  ["install"],
  ["config", "set", "--local", "deployment", "true"],
] as const;

async function installGems(logicalId: string, ruby: Interpreter, cwd: string): Promise<void> {
  const environment = environmentFor(ruby);
  try {
    for (const words of COMMANDS) {
      await runTool({ file: ruby.path, args: ["-S", "bundle", ...words], cwd, environment });
    }
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new UserError(`${logicalId} could not be built: ${helpOf(error, ruby)}`);
  }
}

/** What a bundle around this process says is of another project. */
const OF_ANOTHER = ["BUNDLE_GEMFILE", "BUNDLE_PATH", "BUNDLE_WITHOUT", "RUBYLIB", "RUBYOPT"] as const;

function environmentFor(ruby: Interpreter): Record<string, string> {
  const environment = toolEnvironment(process.env);
  for (const name of OF_ANOTHER) delete environment[name];
  // The bundler of this Ruby, not a version manager's stub of another.
  const path = [dirname(ruby.path), environment["PATH"] ?? ""].join(delimiter);
  return { BUNDLE_SILENCE_ROOT_WARNING: "1", ...environment, PATH: path };
}

function helpOf({ message }: ToolError, { path, version }: Interpreter): string {
  if (message.includes("No such file or directory -- bundle")) {
    return `bundler is not installed for Ruby ${version}: ${path} -S gem install bundler, or apt install ruby-bundler.`;
  }
  return `bundler could not install the gems of its Gemfile.\n${message}`;
}
