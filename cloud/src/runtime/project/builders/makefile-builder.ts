import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../core/errors.ts";
import type { BuildJob } from "./builder.ts";
import { runTool, ToolError } from "./run-tool.ts";

/**
 * Runs `make build-<LogicalId>` with ARTIFACTS_DIR in a copy of the source, as `sam build` does.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/building-custom-runtimes.html
 */
export async function buildWithMake(job: BuildJob): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "portcullis-make-"));
  try {
    cpSync(job.sourceFolder, scratch, { recursive: true });
    await runMake(job, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function runMake({ logicalId, outputFolder }: BuildJob, scratch: string): Promise<void> {
  const target = `build-${logicalId}`;
  const args = ["--makefile", join(scratch, "Makefile"), target];
  try {
    const environment = { ...process.env, ARTIFACTS_DIR: outputFolder };
    await runTool({ file: "make", args, cwd: scratch, environment });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new UserError(`${logicalId} could not be built: make ${target} failed.\n${error.message}`);
  }
}
