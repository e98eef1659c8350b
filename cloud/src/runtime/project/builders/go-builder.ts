import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../../core/errors.ts";
import type { BuildJob } from "./builder.ts";
import { runTool, ToolError } from "./run-tool.ts";

const FLAGS = ["build", "-trimpath", "-ldflags=-s -w"] as const;

/**
 * Compiles the Go package of a folder for this machine. `sam build` compiles it for Lambda's Linux.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/building-go.html
 */
export async function buildWithGo({
  logicalId,
  sourceFolder,
  outputFolder,
  program,
  tools,
}: BuildJob): Promise<void> {
  tools.onStep(`${logicalId}: compiling with Go`);
  const file = join(outputFolder, program);
  mkdirSync(dirname(file), { recursive: true });
  const args = [...FLAGS, "-o", file, "."];
  try {
    // Without C the program needs no library of the machine.
    const environment = { CGO_ENABLED: "0", ...process.env };
    await runTool({ file: "go", args, cwd: sourceFolder, environment });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const help =
      "install it (https://go.dev/doc/install), or build it yourself and let CodeUri name the folder";
    throw new UserError(
      error.isMissing
        ? `${logicalId} could not be built: Go is not on PATH: ${help}.`
        : `${logicalId} could not be built: go build failed.\n${error.message}`,
    );
  }
}
