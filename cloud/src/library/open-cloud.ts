import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Clock } from "../core/clock.ts";
import { DEFAULT_CONFIG } from "../core/config.ts";
import { silentLogger } from "../core/logger.ts";
import { createCloudClient } from "../runtime/client/cloud-client.ts";
import { type Cloud, createCloud } from "../runtime/cloud.ts";
import { deployAll } from "../runtime/project/deploy-all.ts";
import { projectAt } from "../runtime/project/find-project.ts";
import { createProjectStore } from "../runtime/project/project-store.ts";
import { type AccessKey, readCredentials } from "../runtime/state/credentials-file.ts";
import { freePorts } from "./free-ports.ts";
import type { Outputs, RunningCloud, StartOptions, TemplateStack } from "./running-cloud.ts";
import { sharePythonPackages } from "./shared-packages.ts";

/** What the test kit adds to a start. */
export interface StartParts {
  readonly clock?: Clock;
  /** Sees the cloud before the first stack is deployed. */
  readonly opened?: (cloud: Cloud) => void;
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
  const cloud = await createCloud({ config, givenKey: {} }, logger, { ...clockOf(parts), inMemory });
  const close = once(async () => {
    await cloud.close();
    if (inMemory) rmSync(stateDir, { recursive: true, force: true });
  });
  try {
    parts.opened?.(cloud);
    const running = describe(cloud, options, close);
    for (const folder of options.stacks ?? []) await running.deploy(folder);
    cloud.setStatus("ready");
    return { running, cloud };
  } catch (error) {
    await close();
    throw error;
  }
}

function clockOf({ clock }: StartParts): { readonly clock?: Clock } {
  return clock === undefined ? {} : { clock };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-"));
  sharePythonPackages(folder, process.cwd());
  return folder;
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
  const credentials = credentialsIn(stateDir);
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

function credentialsIn(stateDir: string): AccessKey {
  const credentials = readCredentials(stateDir);
  if (credentials === undefined) throw new Error("A started cloud has credentials.");
  return credentials;
}

/** User agent of deployments: they ask for buckets and objects that are not there yet. */
export const DEPLOYMENT_AGENT = "portcullis-deployment";

async function deployFolder(cloud: Cloud, options: StartOptions, folder: string): Promise<Outputs> {
  const { port, region, stateDir } = cloud.config;
  const credentials = credentialsIn(stateDir);
  const client = createCloudClient({ port, region, credentials, userAgent: DEPLOYMENT_AGENT });
  const [report] = await deployAll({
    cloud: { ...cloud, client },
    store: createProjectStore(cloud.database),
    folders: [await projectAt(folder)],
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
