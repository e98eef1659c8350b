import type { StackEngine } from "../cloudformation/index.ts";
import { createCloudFormation } from "../cloudformation/index.ts";
import { offsetClock, systemClock } from "../core/clock.ts";
import type { CloudConfig } from "../core/config.ts";
import { createEndpoints, type Endpoints } from "../core/endpoints.ts";
import type { Logger } from "../core/logger.ts";
import { systemRandomness } from "../core/randomness.ts";
import { createAuthorization } from "../iam/authorization.ts";
import { createIdentities } from "../iam/identities/index.ts";
import { createApiGatewayService } from "../services/apigateway/index.ts";
import { createCognitoService } from "../services/cognito/index.ts";
import { createIamService } from "../services/iam/index.ts";
import { createIotService } from "../services/iot/index.ts";
import { createLambdaService } from "../services/lambda/index.ts";
import { createS3Service } from "../services/s3/index.ts";
import { createStsService } from "../services/sts/index.ts";
import type { Database } from "../store/database.ts";
import { openDatabase } from "../store/sqlite.ts";
import { createAuthentication } from "../wire/sigv4/index.ts";
import { type CloudClient, createCloudClient } from "./client/cloud-client.ts";
import { createDispatch } from "./front-door/dispatch.ts";
import { createInternalPages, type Health } from "./front-door/internal.ts";
import { portErrorAmong } from "./front-door/port-error.ts";
import { createFrontDoor } from "./front-door/server.ts";
import type { Settings } from "./settings.ts";
import { administratorKey } from "./state/credentials-file.ts";
import { claimStateFolder } from "./state/running-file.ts";
import { openStateFolder } from "./state/state-folder.ts";

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
  close(): Promise<void>;
}

/** Builds every service once, wires them through their ports and starts listening. */
export async function createCloud({ config, givenKey }: Settings, logger: Logger): Promise<Cloud> {
  const folder = openStateFolder(config.stateDir);
  const release = claimStateFolder(folder.path, config);
  const administrator = administratorKey(folder.path, givenKey);
  const database = openDatabase(folder.databaseFile);
  const endpoints = createEndpoints(config);
  const base = {
    config,
    stateDir: folder.path,
    masterKey: folder.masterKey,
    database,
    clock: offsetClock(systemClock, config.clockOffsetSeconds * 1000),
    randomness: systemRandomness,
    scope: { accountId: config.accountId, region: config.region },
    endpoints,
    logger,
  };
  const identities = createIdentities({ ...base, administrator });
  const authentication = createAuthentication({ keys: identities, clock: base.clock, region: config.region });
  const authorization = createAuthorization({ ...base, identities });
  const secured = { ...base, authentication, authorization };

  const iam = createIamService({ ...secured, identities });
  const sts = createStsService({ ...secured, identities });
  const s3 = createS3Service(secured);
  const lambda = createLambdaService({
    ...secured,
    config: { endpointUrl: `http://127.0.0.1:${config.port}` },
    roleAssumer: identities,
    objectReader: s3.reader,
  });
  const cognito = createCognitoService({ ...secured, functionInvoker: lambda.invoker });
  const apigateway = createApiGatewayService({
    ...secured,
    functionInvoker: lambda.invoker,
    tokenVerifier: cognito.tokenVerifier,
  });
  const iot = createIotService({ ...secured, keys: identities });
  const cloudformation = createCloudFormation({
    ...secured,
    objectReader: s3.reader,
    providers: () => [iam, s3, lambda, cognito, apigateway, iot].flatMap(({ resources }) => [...resources]),
  });

  let status: Health["status"] = "starting";
  const health = (): Health => ({ status, ...healthDetails(config, endpoints, cloudformation.engine) });
  const frontDoor = createFrontDoor({
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
        iam: iam.http,
        sts: sts.http,
        cloudformation: cloudformation.http,
      },
      executeApi: (request, target) => apigateway.execute(request, target),
      hosted: (request, site, path) => cognito.hosted.handle(request, site, path),
      discovery: (request, userPoolId, path) => cognito.discovery.handle(request, userPoolId, path),
      internal: createInternalPages({ health, mailbox: () => cognito.mailbox }),
    }),
  });

  const close = async (): Promise<void> => {
    await frontDoor.close();
    await Promise.all([
      iot.mqtt.close(),
      lambda.close(),
      cognito.close(),
      s3.close(),
      cloudformation.close(),
    ]);
    database.close();
    release();
  };
  try {
    await frontDoor.listen(config.host, config.port);
    await listenForMqtt(iot, config);
    await cloudformation.engine.recover();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    config,
    endpoints,
    database,
    engine: cloudformation.engine,
    client: createCloudClient({ port: config.port, region: config.region, credentials: administrator }),
    setStatus: (next) => {
      status = next;
    },
    output: (key) => findOutput(cloudformation.engine, key),
    close,
  };
}

async function listenForMqtt(
  { mqtt }: ReturnType<typeof createIotService>,
  { host, mqttPort, mqttTlsPort }: CloudConfig,
): Promise<void> {
  try {
    await mqtt.listen({ host, port: mqttPort, tlsPort: mqttTlsPort });
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
