import { join } from "node:path";
import { createEndpoints } from "../core/endpoints.ts";
import { UserError } from "../core/errors.ts";
import type { HeldStack } from "../core/ports/held.ts";
import { type CloudClient, createCloudClient } from "../runtime/client/cloud-client.ts";
import { PROBE_HEADER, probeProof } from "../runtime/client/probe-proof.ts";
import { flagOf } from "../runtime/resources/choose.ts";
import { createResourceFinder } from "../runtime/resources/finder.ts";
import { readSettings } from "../runtime/settings.ts";
import { findOutput, type StackOutputs } from "../runtime/stack-outputs.ts";
import { type AccessKey, readCredentials } from "../runtime/state/credentials-file.ts";
import { type RunningCloud, runningCloud } from "../runtime/state/running-file.ts";
import { readIfThere } from "../runtime/state/state-folder.ts";
import { sourceOfAws } from "./aws/aws-source.ts";
import type { Aws } from "./aws/send-signed.ts";
import { type CommandContext, type Options, textOption } from "./command.ts";

export interface StackView extends StackOutputs, Omit<HeldStack, "stackName"> {
  readonly status: string;
}

/** Command that shows which stacks and outputs there are. */
const SHOW_STACKS = "npx portcullis stacks";

/**
 * A running cloud, as the commands see it. What finds a resource throws UserError when there is none,
 * or when there are several and no option chooses one.
 */
export interface Connection {
  readonly client: CloudClient;
  readonly running: RunningCloud;
  readonly credentials: AccessKey;
  readonly stateDir: string;
  readonly region: string;
  stacks(): Promise<StackView[]>;
  /** Value of an output, looked for in all stacks or in `--stack`. Throws UserError when there is none. */
  output(key: string): Promise<string>;
  /** Id of the user pool, or of `--pool`. */
  userPool(): Promise<string>;
  /** Id of the pool's app client, or of `--client`. */
  appClient(userPoolId: string): Promise<string>;
  /** Name of the bucket, or of `--bucket`. */
  bucket(): Promise<string>;
  /** Invoke address of the REST API, or of `--api`, no trailing slash. */
  api(): Promise<string>;
}

/** The state folder of `--state`, the environment or the working folder; it may not be there. */
export function stateDirOf(options: Options, context: CommandContext): string {
  const state = textOption(options, "state");
  const flags = state === undefined ? {} : { state };
  return readSettings(flags, context.environment, context.workingFolder).config.stateDir;
}

/** Finds the cloud that serves the state folder. Throws UserError when none runs. */
export function connect(options: Options, context: CommandContext): Connection {
  const stateDir = stateDirOf(options, context);
  const running = runningCloud(stateDir);
  const credentials = readCredentials(stateDir);
  if (running === undefined || credentials === undefined) {
    throw new UserError(
      `No cloud is running with the state folder ${stateDir}.`,
      startCommand(context.workingFolder),
    );
  }
  const { port, region } = running;
  const client = createCloudClient({ port, region, credentials, reads: "command" });
  const stacks = async (): Promise<StackView[]> => {
    const health = await client.page<{ stacks: StackView[] }>("/_portcullis/health");
    return health.stacks;
  };
  // TRACE-8: what it looks up to find a resource is nobody's request.
  const beside = { [PROBE_HEADER]: probeProof("command", credentials.secretAccessKey) };
  const aws: Aws = { region, credentials, endpoint: () => `http://127.0.0.1:${port}`, beside };
  const scope = { only: stacksIn(options), nextCommand: SHOW_STACKS, settingOf: flagOf };
  const source = sourceOfAws(aws, async () => (await stacks()).map(({ name }) => name));
  const finder = createResourceFinder(source, scope);
  const endpoints = createEndpoints({ port, region, issuerStyle: "local" });
  return {
    client,
    running,
    credentials,
    stateDir,
    region,
    stacks,
    output: async (key) => findOutput(await stacks(), key, scope),
    userPool: () => finder.userPool(textOption(options, "pool")),
    appClient: (userPoolId) => finder.appClient(userPoolId, textOption(options, "client")),
    bucket: () => finder.bucket(textOption(options, "bucket")),
    api: async () => {
      const { apiId, stage } = await finder.api(textOption(options, "api"));
      return endpoints.restApi(apiId, stage);
    },
  };
}

/** What starts the cloud of a folder: its `npm start` where that does, else `up`. */
function startCommand(workingFolder: string): string {
  const text = readIfThere(join(workingFolder, "package.json"))?.toString("utf8") ?? "";
  const startsUs = /"start"\s*:\s*"[^"]*(?:portcullis|scripts\/start\.mjs)/.test(text);
  return startsUs ? "npm start" : "npx portcullis up <folder with a template>";
}

/** `--stack <name>` or `--stack <names...>` */
function stacksIn(options: Options): string[] {
  const given: unknown = options["stack"];
  if (typeof given === "string") return [given];
  return Array.isArray(given) ? given.map(String) : [];
}
