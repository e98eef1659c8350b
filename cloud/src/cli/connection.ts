import { UserError } from "../core/errors.ts";
import { type CloudClient, createCloudClient } from "../runtime/client/cloud-client.ts";
import { readSettings } from "../runtime/settings.ts";
import { readCredentials } from "../runtime/state/credentials-file.ts";
import { type RunningCloud, runningCloud } from "../runtime/state/running-file.ts";
import { type CommandContext, type Options, textOption } from "./command.ts";

export interface StackView {
  readonly name: string;
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A running cloud, as the commands see it. */
export interface Connection {
  readonly client: CloudClient;
  readonly running: RunningCloud;
  readonly stateDir: string;
  readonly region: string;
  stacks(): Promise<StackView[]>;
  /** Value of an output, looked for in all stacks or in `--stack`. Throws UserError when there is none. */
  output(key: string): Promise<string>;
}

/** Finds the cloud that serves the state folder. Throws UserError when none runs. */
export function connect(options: Options, context: CommandContext): Connection {
  const state = textOption(options, "state");
  const { config } = readSettings(
    state === undefined ? {} : { state },
    context.environment,
    context.workingFolder,
  );
  const running = runningCloud(config.stateDir);
  const credentials = readCredentials(config.stateDir);
  if (running === undefined || credentials === undefined) {
    throw new UserError(`No cloud is running with the state folder ${config.stateDir}.`, "npm start");
  }
  const client = createCloudClient({ port: running.port, region: running.region, credentials });
  const stacks = async (): Promise<StackView[]> => {
    const health = await client.page<{ stacks: StackView[] }>("/_portcullis/health");
    return health.stacks;
  };
  return {
    client,
    running,
    stateDir: config.stateDir,
    region: running.region,
    stacks,
    output: async (key) => findOutput(await stacks(), key, textOption(options, "stack")),
  };
}

function findOutput(stacks: readonly StackView[], key: string, stackName: string | undefined): string {
  const candidates = stacks.filter(
    ({ name, outputs }) => (stackName === undefined || name === stackName) && outputs[key] !== undefined,
  );
  const [first, second] = candidates;
  if (first === undefined) {
    const where = stackName === undefined ? "No stack" : `The stack ${stackName}`;
    throw new UserError(
      `${where} has no output ${key}${stackName === undefined ? "" : " or does not exist"}.`,
      "npx portcullis stacks",
    );
  }
  if (second !== undefined) {
    const names = candidates.map(({ name }) => name).join(", ");
    throw new UserError(`Several stacks have an output ${key}: ${names}. Choose one with --stack.`);
  }
  return first.outputs[key] ?? "";
}
