import type { Timers } from "../../core/clock.ts";
import { createEndpoints } from "../../core/endpoints.ts";
import { AwsError } from "../../core/errors.ts";
import { silentLogger } from "../../core/logger.ts";
import type { FunctionEvents } from "../../core/ports/function-events.ts";
import type { ObjectReader } from "../../core/ports/object-reader.ts";
import type { ReadParameter } from "../../core/ports/parameter-reader.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { SecretReader } from "../../core/ports/secret-reader.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { type Randomness, systemRandomness } from "../../core/randomness.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { openObject } from "../../core/testing/open-object.ts";
import type { TestAccount } from "../../iam/testing/account.ts";
import type { Database } from "../../store/database.ts";
import { openDatabase } from "../../store/sqlite.ts";
import type { ServiceInstance } from "../../wire/service-module.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { type CloudFormation, createCloudFormation, type DeployRequest } from "../index.ts";
import type { SchemaSource } from "../schemas/schema.ts";
import { FakeWorld, fakeProvider } from "./fake-provider.ts";

const SCOPE = { accountId: "123456789012", region: "eu-west-1" };

export interface Harness extends CloudFormation {
  readonly world: FakeWorld;
  readonly clock: ManualClock;
  readonly database: Database;
  /** `s3://bucket/key` → text. */
  readonly objects: Map<string, string>;
  /** The same state after the process was killed. */
  restarted(): Harness;
}

export interface HarnessOptions {
  readonly world?: FakeWorld;
  readonly providers?: (world: FakeWorld) => readonly ResourceProvider[];
  readonly database?: Database;
  readonly randomness?: Randomness;
  /** Asks for signatures and policies, where that is tested. */
  readonly account?: TestAccount;
  readonly functionEvents?: Pick<FunctionEvents, "send">;
  readonly timers?: Timers;
  /** Of the pretended types, if they have any. */
  readonly schemas?: SchemaSource;
  /** Types that are left out of every template. */
  readonly leaveOut?: ReadonlySet<string>;
  /** The Parameter Store: by name, and by `name:version`. */
  readonly stored?: Map<string, ReadParameter>;
  readonly secretReader?: SecretReader;
}

/** CloudFormation over pretended resources; every call is the administrator's. */
export function harness(options: HarnessOptions = {}): Harness {
  const world = options.world ?? new FakeWorld();
  const clock = new ManualClock();
  const database = options.database ?? openDatabase(":memory:");
  const objects = new Map<string, string>();
  const stored = options.stored ?? new Map<string, ReadParameter>();
  const providers = (options.providers ?? defaultProviders)(world);
  const cloudFormation: CloudFormation = createCloudFormation({
    database,
    clock,
    randomness: options.randomness ?? systemRandomness,
    scope: SCOPE,
    endpoints: createEndpoints({ port: 4566, region: SCOPE.region, issuerStyle: "local" }),
    providers: () => [...providers, ...cloudFormation.resources],
    serviceOf: (type) =>
      type === "AWS::Lambda::Function"
        ? lambda
        : type.startsWith("AWS::CloudFormation::")
          ? cloudFormation.http
          : undefined,
    identities: options.account?.identities ?? {
      administrator: administrator.caller,
      roleOf: () => undefined,
      canAssume: () => false,
    },
    ...(options.leaveOut === undefined ? {} : { leaveOut: options.leaveOut }),
    schemas: options.schemas ?? (() => Promise.resolve(undefined)),
    objectReader: readerOf(objects),
    parameterReader: {
      readingOf: (name) => ({
        action: "ssm:GetParameters",
        resource: `arn:aws:ssm:eu-west-1:123456789012:parameter${name}`,
      }),
      find: (name, version) => stored.get(version === undefined ? name : `${name}:${version}`),
    },
    secretReader: options.secretReader ?? {
      readingOf: ({ id }) => ({
        action: "secretsmanager:GetSecretValue",
        resource: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${id}`,
      }),
      text: () => undefined,
    },
    functionEvents: {
      send: (event) => options.functionEvents?.send(event),
      refusalOf: () => undefined,
    },
    ...(options.timers === undefined ? {} : { timers: options.timers }),
    ...securityOf(options.account),
    trace: noTrace,
    logger: silentLogger,
  });
  return {
    ...cloudFormation,
    world,
    clock,
    database,
    objects,
    restarted: () => harness({ ...options, world, database }),
  };
}

/** As far as custom resources ask for it. */
const lambda: ServiceInstance["http"] = {
  handle: () => Promise.reject(new Error("Nobody calls it over HTTP")),
  operations: [
    {
      name: "Invoke",
      authorize: ({ FunctionName }: { readonly FunctionName: string }) => [
        { action: "lambda:InvokeFunction", resource: FunctionName },
      ],
      run: () => Promise.reject(new Error("Nobody calls it over HTTP")),
    },
  ],
};

function securityOf(account: TestAccount | undefined) {
  if (account === undefined) {
    return {
      authentication: { authenticate: () => ({ ...administrator }) },
      authorization: { decide: () => ({ allowed: true, message: "", explanation: "" }) },
    };
  }
  const { identities, clock, scope, authorization } = account;
  const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
  return { authentication, authorization };
}

const administrator = {
  caller: {
    kind: "administrator" as const,
    arn: "arn:aws:iam::123456789012:user/administrator",
    accountId: "123456789012",
    accessKeyId: "AKIAEXAMPLE",
    userId: "AIDAEXAMPLE",
  },
  signature: "",
  scope: "",
  date: "",
  signingKey: Buffer.alloc(0),
};

function defaultProviders(world: FakeWorld): ResourceProvider[] {
  const anything = { "*": true } as const;
  return [
    fakeProvider(world),
    fakeProvider(world, { type: "Test::Fake::Other" }),
    fakeProvider(world, { type: "Test::Fake::Strict", required: ["Name"] }),
    fakeProvider(world, { type: "AWS::IAM::Role", properties: { ...anything, RoleName: true, Value: true } }),
  ];
}

function readerOf(objects: Map<string, string>): ObjectReader {
  return {
    readingOf: openObject,
    readObject: (_reader, { bucket, key }) => {
      const text = objects.get(`s3://${bucket}/${key}`);
      if (text === undefined) {
        return Promise.reject(new AwsError("NoSuchKey", "The specified key does not exist.", 404));
      }
      return Promise.resolve({ body: Buffer.from(text), contentType: "text/plain" });
    },
  };
}

/** A deployment of `templateBody` with everything else empty. */
export function deployment(templateBody: string | object, more: Partial<DeployRequest> = {}): DeployRequest {
  return {
    stackName: "test",
    templateBody: typeof templateBody === "string" ? templateBody : JSON.stringify(templateBody),
    parameters: {},
    capabilities: [],
    tags: {},
    ...more,
  };
}
