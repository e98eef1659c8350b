import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import type { BuildJob } from "./builder.ts";
import { runTool, ToolError } from "./run-tool.ts";

/** What `provided.*` starts. */
const PROGRAM = "bootstrap";
const HELP =
  "install Rust (https://rustup.rs) and cargo-lambda (https://www.cargo-lambda.info/guide/installation.html), or build it yourself and let CodeUri name the folder";

/**
 * Compiles the Rust package of a folder by cargo-lambda for Lambda's Linux on this machine's processor;
 * `sam build` compiles it for the one that Architectures names. What Cargo keeps for the next build lies
 * beside what other builders keep: the sources are watched.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/building-rust.html
 */
export async function buildWithCargoLambda(job: BuildJob): Promise<void> {
  job.tools.onStep(`${job.logicalId}: compiling with Rust`);
  const made = mkdtempSync(join(tmpdir(), "portcullis-rust-"));
  try {
    await runCargo(job, made);
    const program = join(made, programOf(job, made), PROGRAM);
    if (!existsSync(program)) throw failed(job, `cargo lambda build made no ${PROGRAM}.`);
    copyFileSync(program, join(job.outputFolder, PROGRAM));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

async function runCargo(job: BuildJob, made: string): Promise<void> {
  const { Binary: binary, Flags: flags } = job.buildProperties;
  const args = [
    ...["lambda", "build", "--release", "--lambda-dir", made],
    ...(process.arch === "arm64" ? ["--arm64"] : []),
    ...(binary === undefined ? [] : ["--bin", String(binary)]),
    ...(Array.isArray(flags) ? flags.map(String) : []),
  ];
  const kept = createHash("sha256").update(job.sourceFolder).digest("hex").slice(0, 16);
  const environment = { CARGO_TARGET_DIR: join(job.tools.cacheFolder, `rust-${kept}`), ...process.env };
  try {
    await runTool({ file: "cargo", args, cwd: job.sourceFolder, environment });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (error.isMissing) throw failed(job, `Cargo is not on PATH: ${HELP}.`);
    // Cargo's own word for a subcommand that is not installed.
    if (/no such (?:sub)?command/.test(error.message)) throw failed(job, `cargo-lambda is missing: ${HELP}.`);
    throw failed(job, `cargo lambda build failed.\n${error.message}`);
  }
}

/** Each program of a package has a folder. */
function programOf(job: BuildJob, made: string): string {
  const binary: Value | undefined = job.buildProperties["Binary"];
  if (binary !== undefined) return String(binary);
  const [first = "", ...others] = readdirSync(made);
  if (others.length === 0) return first;
  const names = [first, ...others].sort().join(", ");
  throw failed(job, `the package has several programs (${names}): name one in BuildProperties.Binary.`);
}

function failed({ logicalId }: BuildJob, words: string): UserError {
  return new UserError(`${logicalId} could not be built: ${words}`);
}
