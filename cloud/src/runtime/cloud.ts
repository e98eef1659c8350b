import type { StackEngine } from "../cloudformation/index.ts";
import { offsetClock, systemClock } from "../core/clock.ts";
import type { CloudConfig } from "../core/config.ts";
import { createEndpoints, type Endpoints } from "../core/endpoints.ts";
import type { Logger } from "../core/logger.ts";
import { noTrace } from "../core/ports/trace.ts";
import { systemRandomness } from "../core/randomness.ts";
import type { Database } from "../store/database.ts";
import { openDatabase } from "../store/sqlite.ts";
import { createAccessLog } from "./access-log.ts";
import { type CloudClient, createCloudClient } from "./client/cloud-client.ts";
import { createDispatch } from "./front-door/dispatch.ts";
import { createInternalPages, type Health } from "./front-door/internal.ts";
import { portErrorAmong } from "./front-door/port-error.ts";
import { createFrontDoor, type FrontDoor } from "./front-door/server.ts";
import { closeServices, createServices, type Services } from "./services.ts";
import type { Settings } from "./settings.ts";
import { type AccessKey, administratorKey } from "./state/credentials-file.ts";
import { assertSameIdentity } from "./state/identity.ts";
import { claimStateFolder } from "./state/running-file.ts";
import { openStateFolder, type StateFolder } from "./state/state-folder.ts";

/** One running cloud. */
export interface Cloud {
  readonly config: CloudConfig;
  readonly endpoints: Endpoints;
  readonly database: Database;
  readonly engine: StackEngine;
  /** Calls this cloud over HTTP with the administrator's key. */
  readonly client: CloudClient;
  setStatus(status: Health["status"]): void;
  /** The first value of an output among all stacks. */
  output(key: string): string | undefined;
  /** The first callback address of an app client. */
  callbackOf(clientId: string): string | undefined;
  close(): Promise<void>;
}

/** Opens the state folder, builds the services and starts listening. */
export async function createCloud(settings: Settings, logger: Logger): Promise<Cloud> {
  const folder = openStateFolder(settings.config.stateDir);
  const release = claimStateFolder(folder.path, settings.config);
  try {
    return await openCloud(settings, folder, { logger, release });
  } catch (error) {
    release();
    throw error;
  }
}

async function openCloud(
  { config, givenKey }: Settings,
  folder: StateFolder,
  { logger, release }: { readonly logger: Logger; readonly release: () => void },
): Promise<Cloud> {
  const administrator = administratorKey(folder.path, givenKey);
  const database = openDatabase(folder.databaseFile);
  assertSameIdentity(database, config, folder.path);
  const endpoints = createEndpoints(config);
  const accessLog = createAccessLog(folder.path, logger);
  const services = createServices({
    config,
    stateDir: folder.path,
    masterKey: folder.masterKey,
    administrator,
    database,
    clock: offsetClock(systemClock, config.clockOffsetSeconds * 1000),
    randomness: systemRandomness,
    endpoints,
    logger,
    trace: noTrace,
    accessLog: accessLog.write,
  });
  const { engine } = services.cloudformation;
  let status: Health["status"] = "starting";
  const health = (): Health => ({ status, ...healthDetails(config, endpoints, engine) });
  const frontDoor = openFrontDoor(services, health, logger);
  const close = async (): Promise<void> => {
    await frontDoor.close();
    await closeServices(services);
    await accessLog.flush();
    database.close();
    release();
  };
  try {
    await engine.recover();
    await frontDoor.listen(config.host, config.port);
    await listenForMqtt(services, config);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    config,
    endpoints,
    database,
    engine,
    client: clientOf(config, administrator),
    setStatus: (next) => {
      status = next;
    },
    output: (key) => findOutput(engine, key),
    callbackOf: (clientId) => services.cognito.stores.clients.find(clientId)?.callbackUrls[0],
    close,
  };
}

function openFrontDoor(services: Services, health: () => Health, logger: Logger): FrontDoor {
  const { iam, sts, s3, lambda, cognito, apigateway, iot, logs, cloudformation, cloudcontrol } = services;
  return createFrontDoor({
    logger,
    upgrade: (message, socket, head) => iot.mqtt.handleUpgrade(message, socket, head),
    handle: createDispatch({
      buckets: s3,
      services: {
        cognito: cognito.http,
        s3: s3.http,
        lambda: lambda.http,
        apigateway: apigateway.http,
        iot: iot.http,
        iam,
        sts,
        logs,
        cloudformation: cloudformation.http,
        cloudcontrol,
      },
      executeApi: (request, target) => apigateway.execute(request, target),
      hosted: (request, site, path) => cognito.hosted.handle(request, site, path),
      discovery: (request, userPoolId, path) => cognito.discovery.handle(request, userPoolId, path),
      internal: createInternalPages({ health, mailbox: () => cognito.mailbox }),
    }),
  });
}

function clientOf({ port, region }: CloudConfig, credentials: AccessKey): CloudClient {
  return createCloudClient({ port, region, credentials });
}

async function listenForMqtt({ iot }: Services, { host, mqttPort, mqttTlsPort }: CloudConfig): Promise<void> {
  try {
    await iot.mqtt.listen({ host, port: mqttPort, tlsPort: mqttTlsPort });
  } catch (error) {
    throw portErrorAmong(error, [
      { flag: "--mqtt-port", host: "127.0.0.1", port: mqttPort },
      { flag: "--mqtt-tls-port", host, port: mqttTlsPort },
    ]);
  }
}

function healthDetails(config: CloudConfig, endpoints: Endpoints, engine: StackEngine): object {
  return {
    region: config.region,
    accountId: config.accountId,
    endpoint: endpoints.base,
    mqtt: { tcp: config.mqttPort, tls: config.mqttTlsPort, websocket: "/mqtt" },
    stacks: engine.list().map(({ stackName, status, outputs }) => ({ name: stackName, status, outputs })),
  };
}

function findOutput(engine: StackEngine, key: string): string | undefined {
  for (const { outputs } of engine.list()) {
    if (outputs[key] !== undefined) return outputs[key];
  }
  return undefined;
}
