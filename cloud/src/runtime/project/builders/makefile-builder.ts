import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../core/errors.ts";
import type { BuildJob } from "./builder.ts";

const OUTPUT_LIMIT_BYTES = 10 * 1024 * 1024;

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

function runMake(job: BuildJob, scratch: string): Promise<void> {
  const target = `build-${job.logicalId}`;
  const environment = { ...process.env, ARTIFACTS_DIR: job.outputFolder };
  return new Promise((resolve, reject) => {
    execFile(
      "make",
      ["--makefile", join(scratch, "Makefile"), target],
      { cwd: scratch, env: environment, maxBuffer: OUTPUT_LIMIT_BYTES },
      (error, stdout, stderr) => {
        if (error === null) return resolve();
        const words =
          (error as NodeJS.ErrnoException).code === "ENOENT"
            ? "make is not installed."
            : `${stdout}${stderr}`;
        reject(new UserError(`${job.logicalId} could not be built: make ${target} failed.\n${words.trim()}`));
      },
    );
  });
}
