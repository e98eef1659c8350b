import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve } from "node:path";
import { UserError } from "../../../core/errors.ts";
import type { BuildJob } from "./builder.ts";
import { runTool, ToolError } from "./run-tool.ts";

/**
 * Runs `make build-<LogicalId>` with ARTIFACTS_DIR in a copy of the source, as `sam build` does. `Metadata` may
 * say what is copied (`ProjectRootDirectory`), which folder has the Makefile (`ContextPath`) and where make
 * runs (`WorkingDirectory`, in the copy when it lies in the source), each from the template's folder.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/building-custom-runtimes.html
 */
export async function buildWithMake(job: BuildJob): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "portcullis-make-"));
  try {
    const source = folderOf(job, "ProjectRootDirectory") ?? job.sourceFolder;
    // What is built into the project is no source of it.
    const isSource = (path: string) => path !== join(job.projectFolder, ".portcullis");
    cpSync(source, scratch, { recursive: true, filter: isSource });
    const working = folderOf(job, "WorkingDirectory");
    const makefile = folderOf(job, "ContextPath");
    await runMake(job, {
      cwd: working === undefined ? scratch : inCopy(working, { source, scratch }),
      makefile: join(makefile === undefined ? scratch : inCopy(makefile, { source, scratch }), "Makefile"),
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function folderOf({ metadata, projectFolder }: BuildJob, name: string): string | undefined {
  const path = metadata[name];
  return typeof path === "string" && path !== "" ? resolve(projectFolder, path) : undefined;
}

/** Where a folder of the source is in its copy; one outside stays where it is. */
function inCopy(folder: string, { source, scratch }: Record<"source" | "scratch", string>): string {
  const path = relative(source, folder);
  return path.startsWith("..") || isAbsolute(path) ? folder : join(scratch, path);
}

async function runMake(
  { logicalId, outputFolder }: BuildJob,
  { cwd, makefile }: Record<"cwd" | "makefile", string>,
): Promise<void> {
  const target = `build-${logicalId}`;
  const args = ["--makefile", makefile, target];
  try {
    const environment = { ...process.env, ARTIFACTS_DIR: outputFolder };
    await runTool({ file: "make", args, cwd, environment });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new UserError(`${logicalId} could not be built: make ${target} failed.\n${error.message}`);
  }
}
