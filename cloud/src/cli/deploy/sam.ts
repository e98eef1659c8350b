import { spawn, spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { UserError } from "../../core/errors.ts";
import type { SamFolder } from "./sam-folder.ts";
import type { DeployTarget } from "./target.ts";

const INSTALL = "pipx install aws-sam-cli";

/** @throws UserError when the SAM CLI is not on this machine */
export function assertSam(environment: Readonly<Record<string, string | undefined>>): void {
  const { error, status } = spawnSync("sam", ["--version"], {
    env: { ...environment, SAM_CLI_TELEMETRY: "0" },
    stdio: "ignore",
    shell: process.platform === "win32",
  });
  if (error === undefined && status === 0) return;
  throw new UserError(
    "The SAM CLI, which builds and deploys the stacks, is not installed (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html).",
    INSTALL,
  );
}

/** `sam build` and `sam deploy` of one folder; what they print is seen as they print it. */
export async function samDeploy(
  { folder, templateFile, stackName, parameters, capabilities, hasConfig }: SamFolder,
  target: DeployTarget,
  workingFolder: string,
): Promise<void> {
  const run = runner(folder, target, workingFolder);
  await run(["build", ...(templateFile === undefined ? [] : ["--template-file", templateFile])]);
  const overrides = Object.entries(parameters).map(([name, value]) => `${name}=${quoted(value)}`);
  await run([
    "deploy",
    "--stack-name",
    stackName,
    "--region",
    target.aws.region,
    "--no-confirm-changeset",
    "--no-fail-on-empty-changeset",
    ...(hasConfig ? [] : ["--resolve-s3"]),
    "--capabilities",
    ...capabilities,
    ...(overrides.length === 0 ? [] : ["--parameter-overrides", ...overrides]),
  ]);
}

export async function samDelete(
  { folder, stackName }: SamFolder,
  target: DeployTarget,
  workingFolder: string,
): Promise<void> {
  const run = runner(folder, target, workingFolder);
  await run(["delete", "--no-prompts", "--stack-name", stackName, "--region", target.aws.region]);
}

function runner(folder: string, target: DeployTarget, workingFolder: string) {
  // esbuild comes with the project.
  const programs = join(workingFolder, "node_modules", ".bin");
  const path = [target.environment["PATH"], programs].filter(Boolean).join(delimiter);
  const env = { ...target.environment, PATH: path };
  return (words: readonly string[]): Promise<void> =>
    new Promise((done, fail) => {
      const child = spawn("sam", words, {
        cwd: folder,
        env,
        stdio: "inherit",
        shell: process.platform === "win32",
      });
      child.once("error", fail);
      child.once("exit", (code) => {
        if (code === 0) done();
        else fail(new UserError(`sam ${words[0]} failed in ${folder} (see above).`));
      });
    });
}

/** `sam` takes `Key="a b"`; quotes and backslashes are escaped. */
function quoted(value: string): string {
  return /^[\w.,:/@%+-]+$/.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}
