import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import { UserError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import type { BuildJob } from "./builder.ts";
import { takeAsItIs } from "./copy-builder.ts";
import { npmInstall } from "./run-npm.ts";
import { ToolError } from "./run-tool.ts";

const DEPENDENCIES = ["dependencies", "optionalDependencies"] as const;

/**
 * Copies a Node.js function and installs the packages that its `package.json` names. Those that lie in
 * its `node_modules` already are taken along, so that npm fetches only what is missing.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-build.html
 */
export async function buildWithNpm(job: BuildJob): Promise<void> {
  await takeAsItIs(job);
  if (needsPackages(job)) await installPackages(job.logicalId, job.outputFolder);
}

/** Whether a function's `package.json` names packages that it needs to run. */
export function needsPackages({
  logicalId,
  sourceFolder,
}: Pick<BuildJob, "logicalId" | "sourceFolder">): boolean {
  const file = join(sourceFolder, "package.json");
  if (!statSync(sourceFolder).isDirectory() || !existsSync(file)) return false;
  const manifest = parse(logicalId, file);
  return DEPENDENCIES.some((name) => {
    const packages = manifest[name];
    return isValueMap(packages) && Object.keys(packages).length > 0;
  });
}

function parse(logicalId: string, file: string): ValueMap {
  try {
    const manifest = JSON.parse(readFileSync(file, "utf8")) as Value;
    if (isValueMap(manifest)) return manifest;
  } catch {
    // Told below.
  }
  throw new UserError(`${logicalId} could not be built: ${file} is no JSON object.`);
}

/** Installs what the `package.json` of a folder names. @throws UserError */
export async function installPackages(logicalId: string, folder: string): Promise<void> {
  try {
    await npmInstall(folder, ["--no-save"]);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new UserError(
      `${logicalId} could not be built: npm could not install its packages.\n${error.message}`,
    );
  }
}
