import { join } from "node:path";
import type { StackEngine } from "../cloudformation/index.ts";
import type { Scope } from "../core/arns.ts";
import { type Clock, systemTimers } from "../core/clock.ts";
import type { CloudConfig } from "../core/config.ts";
import type { Endpoints } from "../core/endpoints.ts";
import type { AccessKeyResolver } from "../core/ports/access-keys.ts";
import type { Causes } from "../core/ports/causes.ts";
import type { RoleAssumer, RoleFinder } from "../core/ports/credentials.ts";
import type { LogFiles } from "../core/ports/log-files.ts";
import type { MailRelay } from "../core/ports/mail-relay.ts";
import type { ObjectReader } from "../core/ports/object-reader.ts";
import type { OwnSignIns } from "../core/ports/own-sign-ins.ts";
import type { ResourceProvider } from "../core/ports/resource-provider.ts";
import type { TableItems } from "../core/ports/table-items.ts";
import type { Randomness } from "../core/randomness.ts";
import { createAuthorization } from "../iam/authorization.ts";
import { createIdentities, type Identities } from "../iam/identities/index.ts";
import type { CognitoPorts } from "../services/cognito/module.ts";
import type { DynamoDbPorts } from "../services/dynamodb/module.ts";
import type { EventsPorts } from "../services/events/index.ts";
import type { IotPorts } from "../services/iot/module.ts";
import type { KmsPorts } from "../services/kms/module.ts";
import type { LambdaPorts } from "../services/lambda/module.ts";
import type { SchedulerPorts } from "../services/scheduler/index.ts";
import type { SecretsManagerPorts } from "../services/secretsmanager/index.ts";
import type { SnsPorts } from "../services/sns/module.ts";
import type { SqsPorts } from "../services/sqs/module.ts";
import type { SsmPorts } from "../services/ssm/index.ts";
import type { Database } from "../store/database.ts";
import { createLogFiles } from "../store/log-files/index.ts";
import type { PipelineDependencies } from "../wire/pipeline.ts";
import type { ServiceInstance } from "../wire/service-module.ts";
import { createAuthentication } from "../wire/sigv4/index.ts";
import { type AccessLog, createAccessLog } from "./access-log.ts";
import type { AccessKey } from "./state/credentials-file.ts";

/** What a cloud is made of before it has services. */
export interface Foundation extends Pick<PipelineDependencies, "logger" | "trace"> {
  readonly config: CloudConfig;
  /** Absolute path of the state folder. */
  readonly stateDir: string;
  readonly masterKey: Buffer;
  readonly administrator: AccessKey;
  /** With which the console signs: the trace tells its questions from those of people. */
  readonly consoleKey?: AccessKey | undefined;
  readonly database: Database;
  /** The database ends with the cloud: so does what belongs to it. */
  readonly inMemory?: boolean | undefined;
  readonly clock: Clock;
  /** Real time: signatures are made by clients and functions that know no moved clock [SIG-5]. */
  readonly signatureClock: Clock;
  readonly randomness: Randomness;
  readonly endpoints: Endpoints;
  /** Sign-ins that the cloud's own page began. */
  readonly ownSignIns?: OwnSignIns;
  /** Told by functions, asked by the trace. */
  readonly causes?: Causes;
  /** Takes e-mails on to the mail server that the person named. */
  readonly mailRelay?: MailRelay | undefined;
}

/** What services offer each other and the runtime. */
export interface Ports
  extends CognitoPorts,
    DynamoDbPorts,
    EventsPorts,
    IotPorts,
    KmsPorts,
    LambdaPorts,
    SchedulerPorts,
    SecretsManagerPorts,
    SnsPorts,
    SqsPorts,
    SsmPorts {
  readonly objectReader: ObjectReader;
  readonly stackEngine: StackEngine;
  readonly tableItems: TableItems;
}

/** What every service is created with. */
export interface Platform extends Foundation, PipelineDependencies, Ports {
  readonly scope: Scope;
  readonly identities: Identities;
  readonly keys: AccessKeyResolver;
  readonly roleAssumer: RoleAssumer;
  readonly roles: RoleFinder;
  /** What functions and API stages write. */
  readonly logFiles: LogFiles;
  readonly accessLog: AccessLog;
  /** Resource types of all services, for CloudFormation. */
  readonly providers: () => readonly ResourceProvider[];
  /** The API of the service that a resource type belongs to. */
  readonly serviceOf: (type: string) => ServiceInstance["http"];
}

/** The platform without the ports, which the services bring. */
export function createPlatform(
  foundation: Foundation,
  resources: Pick<Platform, "providers" | "serviceOf">,
): Omit<Platform, keyof Ports> {
  const { config } = foundation;
  const scope = { accountId: config.accountId, region: config.region };
  const identities = createIdentities({ ...foundation, scope });
  const logFiles = createLogFiles(join(foundation.stateDir, "logs"), { ...foundation, timers: systemTimers });
  return {
    ...foundation,
    scope,
    identities,
    keys: identities,
    roleAssumer: identities,
    roles: identities,
    logFiles,
    accessLog: createAccessLog(logFiles),
    authentication: createAuthentication({
      clock: foundation.signatureClock,
      keys: identities,
      region: config.region,
    }),
    authorization: createAuthorization({ ...foundation, scope, identities }),
    ...resources,
  };
}
