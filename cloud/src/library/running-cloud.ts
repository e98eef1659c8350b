import type { Logger } from "../core/logger.ts";

export interface StartOptions {
  /** Port of the AWS endpoint on loopback; a free one when left out. */
  readonly port?: number;
  /** Port of MQTT on loopback; a free one when left out. */
  readonly mqttPort?: number;
  /** Port of MQTT over TLS; a free one when left out. */
  readonly mqttTlsPort?: number;
  /** Folder that keeps the state. Left out, the state lives in memory and ends with the cloud. */
  readonly state?: string;
  readonly region?: string;
  readonly accountId?: string;
  /** Folders with a template, built and deployed in this order before the cloud is handed out. */
  readonly stacks?: readonly string[];
  /** Values of template parameters, over those of `samconfig.toml`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Takes a line for each step of a deployment. */
  readonly onProgress?: (line: string) => void;
  readonly logger?: Logger;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A template as text, for a stack without a folder. */
export interface TemplateStack {
  readonly name: string;
  /** YAML or JSON. */
  readonly template: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export type Outputs = Readonly<Record<string, string>>;

/** A cloud in this process. `await using` ends it. */
export interface RunningCloud extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, the endpoint of every service. */
  readonly endpoint: string;
  readonly port: number;
  readonly mqttPort: number;
  readonly region: string;
  readonly accountId: string;
  /** The administrator's key. */
  readonly credentials: Credentials;
  /** What a client of an AWS SDK is made with: `new S3Client(cloud.clientConfig)`. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: Credentials;
    readonly forcePathStyle: true;
  };
  /** What a program outside finds this cloud by: `AWS_ENDPOINT_URL` and the credentials. */
  readonly environment: Readonly<Record<string, string>>;
  /** Builds and deploys a folder, or a template as text. @returns the stack's outputs */
  deploy(stack: string | TemplateStack): Promise<Outputs>;
  /** Outputs of one stack, or of all stacks together. @throws Error when there is no such stack */
  outputs(stackName?: string): Outputs;
  close(): Promise<void>;
}
