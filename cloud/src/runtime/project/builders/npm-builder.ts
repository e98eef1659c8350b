import { execFile } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import { UserError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import type { BuildJob } from "./builder.ts";
import { takeAsItIs } from "./copy-builder.ts";

const OUTPUT_LIMIT_BYTES = 10 * 1024 * 1024;
/** Packages that the code itself needs, as `sam build` takes them: without those for development. */
const INSTALL = [
  "install",
  "--omit=dev",
  "--install-links",
  "--no-save",
  "--no-audit",
  "--no-fund",
  "--prefer-offline",
  "--loglevel=error",
];
const DEPENDENCIES = ["dependencies", "optionalDependencies"] as const;

/**
 * Copies a Node.js function and installs the packages that its `package.json` names. Those that lie in
 * its `node_modules` already are taken along, so that npm fetches only what is missing.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-build.html
 */
export async function buildWithNpm(job: BuildJob): Promise<void> {
  await takeAsItIs(job);
  if (needsPackages(job)) await install(job);
}

function needsPackages({ logicalId, sourceFolder }: BuildJob): boolean {
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

function install({ logicalId, outputFolder }: BuildJob): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(
      "npm",
      INSTALL,
      { cwd: outputFolder, env: withoutNpm(process.env), maxBuffer: OUTPUT_LIMIT_BYTES },
      (error, stdout, stderr) => {
        if (error === null) return resolve();
        const missing = "code" in error && String(error.code) === "ENOENT";
        const words = missing ? "npm is not installed." : `${stdout}${stderr}`.trim();
        reject(
          new UserError(`${logicalId} could not be built: npm could not install its packages.\n${words}`),
        );
      },
    );
  });
}

/** What `npm start` tells its programs is of another project. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("npm_")));
}
