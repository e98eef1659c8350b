import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { type Zippable, zipSync } from "fflate";
import { globalArn } from "../../../core/arns.ts";
import type { ServiceCaller } from "../../../core/caller.ts";
import { systemClock, systemTimers } from "../../../core/clock.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { EventBuses } from "../../../core/ports/event-buses.ts";
import type { MessageQueues } from "../../../core/ports/message-queues.ts";
import type { ObjectReader } from "../../../core/ports/object-reader.ts";
import type { SnsTopics } from "../../../core/ports/sns-topics.ts";
import type { TableStreams } from "../../../core/ports/table-streams.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { openObject } from "../../../core/testing/open-object.ts";
import { createAuthorization } from "../../../iam/authorization.ts";
import { createIdentities, type Identities } from "../../../iam/identities/index.ts";
import { newRoleId } from "../../../iam/identities/model/role.ts";
import { createLogFiles } from "../../../store/log-files/index.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { listen } from "../../../wire/testing/listen.ts";
import { createLambdaService, type LambdaService, type LambdaServiceDependencies } from "../index.ts";

export const SCOPE = { accountId: "123456789012", region: "eu-west-1" } as const;
export const ROLE_ARN = `arn:aws:iam::${SCOPE.accountId}:role/runner`;
export const ADMINISTRATOR = {
  accessKeyId: "AKIAADMINISTRATOR000",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const TRUST_LAMBDA =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const TRUST_NOBODY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

export const API_GATEWAY: ServiceCaller = {
  kind: "service",
  service: "apigateway.amazonaws.com",
  sourceArn: `arn:aws:execute-api:eu-west-1:${SCOPE.accountId}:abcdef1234/v1/GET/profile-image`,
  sourceAccount: SCOPE.accountId,
};

export interface TestLambda {
  readonly service: LambdaService;
  readonly client: LambdaClient;
  /** A client under the role `caller`, which has the policies the test gives it. */
  roleClient(policy?: string): LambdaClient;
  readonly identities: Identities;
  readonly url: string;
  readonly stateDir: string;
  /** Everything logged so far. */
  readonly logged: () => string;
  close(options?: { readonly keepState?: boolean }): Promise<void>;
}

type TestOptions = Partial<
  Pick<
    LambdaServiceDependencies,
    | "messageQueues"
    | "snsTopics"
    | "eventBuses"
    | "tableStreams"
    | "limits"
    | "timers"
    | "objectReader"
    | "clock"
    | "trace"
    | "causes"
    | "nodeRuntimeDir"
  >
> & {
  readonly stateDir?: string;
  /** As `--python`. */
  readonly python?: string;
  /** As `--ruby`. */
  readonly ruby?: string;
  readonly allowRetiredRuntimes?: boolean;
  /** Chance, as far as whole numbers are asked. */
  readonly integer?: (limit: number) => number;
};

const emptyReader: ObjectReader = {
  readingOf: openObject,
  readObject: () => Promise.reject(new Error("The test gave no objects.")),
};

const nowhere = (): never => {
  throw new Error("The test gave no queues, topics, buses or streams.");
};
const noQueues: MessageQueues = {
  find: () => undefined,
  decide: () => ({ allowed: true, message: "", explanation: "" }),
  send: nowhere,
  receive: nowhere,
  delete: nowhere,
};

const noTopics: SnsTopics = {
  find: () => undefined,
  decide: () => ({ allowed: true, message: "", explanation: "" }),
  publish: nowhere,
};
const noBuses: EventBuses = {
  has: () => false,
  decide: () => ({ allowed: true, message: "", explanation: "" }),
  put: nowhere,
  announce: nowhere,
};
const noStreams: TableStreams = {
  find: () => undefined,
  decide: () => ({ allowed: true, message: "", explanation: "" }),
  placeOf: nowhere,
  read: nowhere,
  onWrite: nowhere,
};

/** Serves Lambda on a loopback port with real signatures, roles and policies. */
export async function serveLambda(options: TestOptions = {}): Promise<TestLambda> {
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), "portcullis-lambda-"));
  const database = openDatabase(join(stateDir, "test.db"));
  const shared = {
    database,
    clock: options.clock ?? systemClock,
    randomness: {
      ...systemRandomness,
      ...(options.integer === undefined ? {} : { integer: options.integer }),
    },
    scope: SCOPE,
  };
  const identities = createIdentities({
    ...shared,
    clock: systemClock,
    masterKey: Buffer.alloc(32, 7),
    administrator: ADMINISTRATOR,
  });
  saveRole(identities, "runner", TRUST_LAMBDA);
  saveRole(identities, "runner-before", TRUST_LAMBDA);
  saveRole(identities, "stranger", TRUST_NOBODY);
  const lines: string[] = [];
  const service = createLambdaService({
    ...shared,
    stateDir,
    config: {
      endpointUrl: "http://127.0.0.1:4566",
      ...(options.python === undefined ? {} : { python: options.python }),
      ...(options.ruby === undefined ? {} : { ruby: options.ruby }),
      ...(options.allowRetiredRuntimes === undefined
        ? {}
        : { allowRetiredRuntimes: options.allowRetiredRuntimes }),
    },
    endpoints: { functionUrl: (urlId) => `http://localhost:4566/_aws/lambda-url/${urlId}/` },
    authentication: createAuthentication({ keys: identities, clock: systemClock, region: SCOPE.region }),
    authorization: createAuthorization({ identities, scope: SCOPE, clock: systemClock }),
    roleAssumer: identities,
    roles: identities,
    objectReader: options.objectReader ?? emptyReader,
    messageQueues: options.messageQueues ?? noQueues,
    snsTopics: options.snsTopics ?? noTopics,
    eventBuses: options.eventBuses ?? noBuses,
    tableStreams: options.tableStreams ?? noStreams,
    logFiles: createLogFiles(join(stateDir, "logs"), {
      ...shared,
      timers: options.timers ?? systemTimers,
      logger: silentLogger,
    }),
    logger: silentLogger,
    trace: options.trace ?? noTrace,
    ...(options.causes === undefined ? {} : { causes: options.causes }),
    logs: ({ text }) => lines.push(text),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.timers === undefined ? {} : { timers: options.timers }),
    ...(options.nodeRuntimeDir === undefined ? {} : { nodeRuntimeDir: options.nodeRuntimeDir }),
  });
  const server = await listen(service.http);
  const clientWith = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new LambdaClient({ region: SCOPE.region, endpoint: server.url, maxAttempts: 1, credentials });
  return {
    service,
    client: clientWith(ADMINISTRATOR),
    roleClient: (policy) => {
      saveRole(identities, "caller", TRUST_LAMBDA, policy);
      const { accessKeyId, secretAccessKey, sessionToken } = identities.assumeForService({
        roleArn: globalArn(SCOPE, "iam", "role/caller"),
        service: "lambda.amazonaws.com",
        sessionName: "test",
        durationSeconds: 3600,
      });
      return clientWith({ accessKeyId, secretAccessKey, sessionToken });
    },
    identities,
    url: server.url,
    stateDir,
    logged: () => lines.join(""),
    close: async ({ keepState = false } = {}) => {
      await server.close();
      await service.close();
      database.close();
      if (!keepState) rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

function saveRole(identities: Identities, name: string, trustPolicy: string, policy?: string): void {
  identities.roles.save({
    name,
    path: "/",
    id: newRoleId(systemRandomness),
    arn: globalArn(SCOPE, "iam", `role/${name}`),
    trustPolicy,
    description: "",
    maxSessionSeconds: 3600,
    createdAt: 0,
    inlinePolicies: policy === undefined ? [] : [{ name: "test", document: policy }],
    attachedPolicyArns: [],
    permissionsBoundary: undefined,
    tags: [],
  });
}

const POSIX = 3;

/** A zip as `zip` makes it on Linux; names that end with `*` are executable. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const entries: Zippable = {};
  for (const [name, text] of Object.entries(files)) {
    const executable = name.endsWith("*");
    const attrs = (0o100_000 | (executable ? 0o755 : 0o644)) << 16;
    entries[executable ? name.slice(0, -1) : name] = [Buffer.from(text), { os: POSIX, attrs }];
  }
  return Buffer.from(zipSync(entries));
}
