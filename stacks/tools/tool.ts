/**
 * What the home's commands use of what `npx portcullis` gives to a project's commands: nothing that
 * is deployed, and nothing of the cloud's own code. See docs/guides/your-project.md.
 */
export interface ToolCommand {
  readonly name: string;
  readonly summary: string;
  readonly args?: readonly { readonly syntax: string; readonly description: string }[];
  readonly options?: readonly { readonly flags: string; readonly description: string }[];
  readonly examples?: readonly string[];
  readonly resources?: readonly ("pool" | "bucket")[];
  run(args: readonly string[], options: Options, context: ToolContext): Promise<void>;
}

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface ToolContext {
  readonly workingFolder: string;
  print(line: string): void;
  hint(line: string): void;
  connect(): HomeCloud;
  mistake(message: string, nextCommand?: string): Error;
}

export interface HomeCloud {
  userPool(): Promise<string>;
  bucket(): Promise<string>;
  cognito<Output>(operation: string, input: object): Promise<Output>;
  send(request: {
    readonly service: string;
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Buffer;
  }): Promise<{ readonly status: number; readonly body: Buffer }>;
  /** `will`: what the broker publishes, retained, when the connection is lost. */
  mqtt(name: string, will?: Will): Promise<Broker>;
}

export interface Will {
  readonly topic: string;
  readonly payload: string;
}

/** A client of the MQTT broker. */
export interface Broker {
  /** After the connection was lost and is there again. */
  on(event: "connect", listener: () => void): unknown;
  on(event: "message", listener: (topic: string, payload: Buffer) => void): unknown;
  subscribeAsync(topic: string, options: { qos: 1 }): Promise<readonly { readonly qos: number }[]>;
  publishAsync(topic: string, payload: string, options: { qos: 1; retain: boolean }): Promise<unknown>;
  endAsync(force?: boolean): Promise<void>;
}

export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}
