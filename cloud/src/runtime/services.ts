import { type CloudFormation, createCloudFormation } from "../cloudformation/index.ts";
import type { Clock } from "../core/clock.ts";
import type { CloudConfig } from "../core/config.ts";
import type { Endpoints } from "../core/endpoints.ts";
import type { Logger } from "../core/logger.ts";
import type { Trace } from "../core/ports/trace.ts";
import type { Randomness } from "../core/randomness.ts";
import { createAuthorization } from "../iam/authorization.ts";
import { createIdentities } from "../iam/identities/index.ts";
import { type ApiGatewayService, createApiGatewayService } from "../services/apigateway/index.ts";
import { createCloudControlService } from "../services/cloudcontrol/index.ts";
import { createCloudWatchService } from "../services/cloudwatch/index.ts";
import { type CognitoService, createCognitoService } from "../services/cognito/index.ts";
import { createIamService } from "../services/iam/index.ts";
import { createIotService, type IotService } from "../services/iot/index.ts";
import { createLambdaService, type LambdaService } from "../services/lambda/index.ts";
import { createLogsService } from "../services/logs/index.ts";
import { createS3Service, type S3Service } from "../services/s3/index.ts";
import { createStsService } from "../services/sts/index.ts";
import type { Database } from "../store/database.ts";
import type { HttpService } from "../wire/http.ts";
import { createAuthentication } from "../wire/sigv4/index.ts";
import type { AccessKey } from "./state/credentials-file.ts";

/** What every service stands on. */
export interface Ground {
  readonly config: CloudConfig;
  /** Absolute path of the state folder. */
  readonly stateDir: string;
  readonly masterKey: Buffer;
  readonly administrator: AccessKey;
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly endpoints: Endpoints;
  readonly logger: Logger;
  readonly trace: Trace;
  /** Takes a line of an API stage's access log. */
  readonly accessLog: (destinationArn: string, line: string) => void;
}

export interface Services {
  readonly iam: HttpService;
  readonly sts: HttpService;
  readonly s3: S3Service;
  readonly lambda: LambdaService;
  readonly cognito: CognitoService;
  readonly apigateway: ApiGatewayService;
  readonly iot: IotService;
  readonly logs: HttpService;
  readonly cloudformation: CloudFormation;
  readonly cloudcontrol: HttpService;
}

/** Builds every service once and wires them through their ports; nothing listens yet. */
export function createServices(ground: Ground): Services {
  const { config } = ground;
  const scope = { accountId: config.accountId, region: config.region };
  const identities = createIdentities({ ...ground, scope });
  const authentication = createAuthentication({ ...ground, keys: identities, region: config.region });
  const authorization = createAuthorization({ ...ground, scope, identities });
  const secured = { ...ground, scope, authentication, authorization };

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
  const logs = createLogsService(secured);
  const cloudwatch = createCloudWatchService(secured);
  const cloudformation = createCloudFormation({
    ...secured,
    objectReader: s3.reader,
    providers: () =>
      [iam, s3, lambda, cognito, apigateway, iot, logs, cloudwatch].flatMap(({ resources }) => [
        ...resources,
      ]),
  });
  const cloudcontrol = createCloudControlService(secured);
  return {
    iam: iam.http,
    sts: sts.http,
    s3,
    lambda,
    cognito,
    apigateway,
    iot,
    logs: logs.http,
    cloudformation,
    cloudcontrol,
  };
}

/** Ends what runs beside the requests: functions, broker, worker threads, a running deployment. */
export async function closeServices({ iot, lambda, cognito, s3, cloudformation }: Services): Promise<void> {
  await Promise.all([iot.mqtt.close(), lambda.close(), cognito.close(), s3.close(), cloudformation.close()]);
}
