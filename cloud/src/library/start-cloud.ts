import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Clock } from "../core/clock.ts";
import { DEFAULT_CONFIG } from "../core/config.ts";
import { type Logger, silentLogger } from "../core/logger.ts";
import { type Cloud, createCloud } from "../runtime/cloud.ts";
import { deployAll } from "../runtime/project/deploy-all.ts";
import { createProjectStore } from "../runtime/project/project-store.ts";
import { type AccessKey, readCredentials } from "../runtime/state/credentials-file.ts";
import { freePorts } from "./free-ports.ts";

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
  readonly credentials: AccessKey;
  /** What a client of an AWS SDK is made with: `new S3Client(cloud.clientConfig)`. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: AccessKey;
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

/** What the test kit adds to a start. */
export interface StartParts {
  readonly clock?: Clock;
}

/** Starts a cloud in this process, with the stacks deployed. */
export async function startCloud(options: StartOptions = {}): Promise<RunningCloud> {
  return (await openCloud(options)).running;
}

/** The cloud as other programs see it, and from inside. */
export async function openCloud(
  options: StartOptions,
  parts: StartParts = {},
): Promise<{ readonly running: RunningCloud; readonly cloud: Cloud }> {
  const inMemory = options.state === undefined;
  const stateDir = options.state === undefined ? newFolder() : resolve(options.state);
  const config = { ...DEFAULT_CONFIG, ...(await placeOf(options)), stateDir };
  const logger = options.logger ?? silentLogger;
  const cloud = await createCloud({ config, givenKey: {} }, logger, { ...parts, inMemory });
  const close = once(async () => {
    await cloud.close();
    if (inMemory) rmSync(stateDir, { recursive: true, force: true });
  });
  try {
    const running = describe(cloud, options, close);
    for (const folder of options.stacks ?? []) await running.deploy(folder);
    cloud.setStatus("ready");
    return { running, cloud };
  } catch (error) {
    await close();
    throw error;
  }
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "portcullis-"));
}

async function placeOf(options: StartOptions) {
  const [port = 0, mqttPort = 0, mqttTlsPort = 0] = await freePorts(3);
  return {
    port: options.port ?? port,
    mqttPort: options.mqttPort ?? mqttPort,
    mqttTlsPort: options.mqttTlsPort ?? mqttTlsPort,
    region: options.region ?? DEFAULT_CONFIG.region,
    accountId: options.accountId ?? DEFAULT_CONFIG.accountId,
  };
}

function describe(cloud: Cloud, options: StartOptions, close: () => Promise<void>): RunningCloud {
  const { port, mqttPort, region, accountId, stateDir } = cloud.config;
  const credentials = readCredentials(stateDir);
  if (credentials === undefined) throw new Error("A started cloud has credentials.");
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    port,
    mqttPort,
    region,
    accountId,
    credentials,
    clientConfig: { endpoint, region, credentials, forcePathStyle: true },
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    deploy: (stack) =>
      typeof stack === "string"
        ? deployFolder(cloud, options, resolve(stack))
        : deployTemplate(cloud, options, stack),
    outputs: (stackName) => outputsOf(cloud, stackName),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function deployFolder(cloud: Cloud, options: StartOptions, folder: string): Promise<Outputs> {
  const [report] = await deployAll({
    cloud,
    store: createProjectStore(cloud.database),
    folders: [folder],
    // Each folder takes the parameters that it declares.
    defaults: options.parameters ?? {},
    parameters: {},
    onProgress: (line) => options.onProgress?.(line),
  });
  return outputsOf(cloud, report?.stackName);
}

async function deployTemplate(cloud: Cloud, options: StartOptions, stack: TemplateStack): Promise<Outputs> {
  const { outputs } = await cloud.engine.deploy(
    {
      stackName: stack.name,
      templateBody: stack.template,
      parameters: stack.parameters ?? {},
      capabilities: ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
      tags: {},
    },
    ({ logicalId, status }) => options.onProgress?.(`${stack.name}: ${logicalId} ${status}`),
  );
  return outputs;
}

function outputsOf(cloud: Cloud, stackName: string | undefined): Outputs {
  const stacks = cloud.engine.list();
  const wanted = stackName === undefined ? stacks : stacks.filter((stack) => stack.stackName === stackName);
  if (stackName !== undefined && wanted.length === 0) throw new Error(`There is no stack ${stackName}.`);
  return Object.assign({}, ...wanted.map(({ outputs }) => outputs)) as Outputs;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
