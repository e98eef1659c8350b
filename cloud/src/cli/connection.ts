import { UserError } from "../core/errors.ts";
import { type CloudClient, createCloudClient } from "../runtime/client/cloud-client.ts";
import { readSettings } from "../runtime/settings.ts";
import { findOutput, type StackOutputs } from "../runtime/stack-outputs.ts";
import { readCredentials } from "../runtime/state/credentials-file.ts";
import { type RunningCloud, runningCloud } from "../runtime/state/running-file.ts";
import { type CommandContext, type Options, textOption } from "./command.ts";

export interface StackView extends StackOutputs {
  readonly status: string;
}

/** Command that shows which stacks and outputs there are. */
export const SHOW_STACKS = "npx portcullis stacks";

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
  const stack = textOption(options, "stack");
  const where = { only: stack === undefined ? [] : [stack], nextCommand: SHOW_STACKS };
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
    output: async (key) => findOutput(await stacks(), key, where),
  };
}
