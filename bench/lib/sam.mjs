// The unmodified SAM CLI against an empty cloud, set up as the tests set it up.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { importTypeScript } from "./bundled.mjs";
import { ROOT, temporaryFolder } from "./product.mjs";

/** In the order to deploy them. */
export const HOME_FOLDERS = ["stacks/cognito", "stacks/api"];

const SUPPORT = join(ROOT, "conformance", "support");

/** What starts `sam` and clouds for it, or why this machine cannot have it. */
export async function samDesk() {
  const { pythonTools, REQUIREMENTS } = await importTypeScript(join(SUPPORT, "python-tools.ts"));
  const python = await pythonTools(REQUIREMENTS.aws);
  if ("missing" in python) return python;
  const { AwsTools } = await importTypeScript(join(SUPPORT, "aws-tools.ts"));
  const { startProduct } = await importTypeScript(join(SUPPORT, "product.ts"));
  return {
    startEmptyCloud: () => startProduct({ folders: [] }),
    /**
     * Runs `sam` for the cloud of `facts`; answers the milliseconds it took.
     * @param pollSeconds how long `sam deploy` sleeps before it looks what became of it; 5 unless a person says otherwise
     */
    sam: (facts, words, pollSeconds = 5) => timed(new AwsTools(python, facts), words, pollSeconds),
  };
}

async function timed(tools, words, pollSeconds) {
  const environment = { SAM_CLI_POLL_DELAY: String(pollSeconds) };
  const started = performance.now();
  const { code, out, err } = await tools.sam(words, { environment });
  if (code !== 0) throw new Error(`sam ${words.join(" ")} ended with ${code}:\n${out}${err}`);
  return performance.now() - started;
}

/** `sam build` of the home stacks into a folder of its own; answers the words that deploy them. */
export async function buildHomeStacks(sam) {
  const folder = temporaryFolder();
  const deployments = [];
  for (const name of HOME_FOLDERS) {
    const config = ["--config-file", join(ROOT, name, "samconfig.toml")];
    const built = join(folder, name, "build");
    await sam(["build", ...config, "--template", join(ROOT, name, "template.yaml"), "--build-dir", built]);
    const template = ["--template-file", join(built, "template.yaml")];
    const quietly = ["--no-confirm-changeset", "--no-fail-on-empty-changeset", "--no-progressbar"];
    deployments.push(["deploy", ...config, ...template, ...quietly]);
  }
  return { deployments, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
