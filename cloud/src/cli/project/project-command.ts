import type { MqttClient } from "mqtt";
import type { CommandContext, Option, Options } from "../command.ts";

/**
 * A command of a project's own: what the module that `commands` in `portcullis.json` names exports
 * in its list `commands`. It is a plain client of the cloud. See docs/guides/your-project.md.
 */
export interface ProjectCommand {
  /** Words after `portcullis`, one or two: `orders import`. */
  readonly name: string;
  readonly summary: string;
  /** commander syntax: `<file>`, `[name]`, `[names...]`. */
  readonly args?: readonly { readonly syntax: string; readonly description: string }[];
  /** commander syntax: `--count <number>`; `--state` is added. */
  readonly options?: readonly Option[];
  readonly examples?: readonly string[];
  /** What the command looks for: the option that chooses one of several is added for each. */
  readonly resources?: readonly ("pool" | "client" | "bucket" | "api")[];
  run(args: readonly string[], options: Options, context: ProjectContext): Promise<void> | void;
}

export interface ProjectContext extends CommandContext {
  /** The running cloud. Throws a person's mistake when none runs. */
  connect(): ProjectCloud;
  /** To throw: a person's mistake, shown as one sentence and the next command, without a stack trace. */
  mistake(message: string, nextCommand?: string): Error;
}

/** A running cloud, spoken to over HTTP and MQTT with the administrator's key. */
export interface ProjectCloud {
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
  readonly region: string;
  readonly mqttPort: number;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Stacks with their status and outputs. */
  stacks(): Promise<
    readonly {
      readonly name: string;
      readonly status: string;
      readonly outputs: Readonly<Record<string, string>>;
    }[]
  >;
  /** Value of an output that one of the stacks has. Throws a person's mistake when none or several have it. */
  output(key: string): Promise<string>;
  /** Id of the user pool: the only one, or that of `--pool`. Throws a person's mistake; so do the next three. */
  userPool(): Promise<string>;
  /** Id of the pool's app client: the only one, or that of `--client`. */
  appClient(userPoolId: string): Promise<string>;
  /** Name of the bucket: the only one of the stacks, or that of `--bucket`. */
  bucket(): Promise<string>;
  /** Invoke address of the REST API: the only one, or that of `--api`; no trailing slash. */
  api(): Promise<string>;
  /** An operation of a user pool. Throws an error with AWS's `code` and text when it is refused. */
  cognito<Output>(operation: string, input: object): Promise<Output>;
  /** A signed request to any service (`s3`, `iotdata` …); statuses of 300 and more come back as they are. */
  send(request: {
    readonly service: string;
    readonly method: string;
    /** Percent-encoded, with its query. */
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Buffer;
  }): Promise<{ readonly status: number; readonly body: Buffer }>;
  /** A client of the MQTT broker (`mqtt` on npm), connected; `will` is retained when the connection is lost. */
  mqtt(name: string, will?: { readonly topic: string; readonly payload: string }): Promise<MqttClient>;
}
