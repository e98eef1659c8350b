import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { Clock, Timers } from "../../../core/clock.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { AuthorizationRequest } from "../../../core/ports/authorization.ts";
import type { CustomerKeys } from "../../../core/ports/customer-keys.ts";
import { noTrace, type Trace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { createAuthorization } from "../../../iam/authorization.ts";
import { parsePolicy } from "../../../iam/policies/document.ts";
import type { TestAccount } from "../../../iam/testing/account.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { ACCOUNT, ADMIN_KEY, REGION, ROLE_KEY, SECRET, testKeys } from "../../../wire/testing/access-keys.ts";
import { listen } from "../../../wire/testing/listen.ts";
import { createS3Service, type S3Service } from "../index.ts";
import { type TestDestinations, testDestinations } from "./destinations.ts";

const keys = testKeys("reader");
const scope = { accountId: ACCOUNT, region: REGION };

/** Decides for callers that are not the administrator. */
export type RolePolicy = (request: AuthorizationRequest) => boolean;

/** Keys that let everybody in, for tests that are about something else. */
export const openKeys: CustomerKeys = {
  seal: ({ keyId }, _action, plain) => ({ keyArn: keyId, ciphertext: plain }),
  open: (_use, ciphertext) => ciphertext,
  assertMayOpen: () => undefined,
  assertUsable: () => undefined,
  arnOf: (keyId) => keyId,
};

interface TestOptions {
  readonly roleMay?: RolePolicy;
  /** Policies of the role, read anew for each call: the real evaluation then decides, instead of `roleMay`. */
  readonly rolePolicies?: () => readonly object[];
  readonly stateDir?: string;
  readonly clock?: Clock;
  /** Where events of buckets go; with them they are delivered. */
  readonly destinations?: TestDestinations;
  readonly timers?: Timers;
  readonly trace?: Trace;
  readonly customerKeys?: CustomerKeys;
  /** Its identities sign, its clock counts and its policies decide. */
  readonly account?: TestAccount;
  /** Sees every question while it is asked. */
  readonly onQuestion?: (question: AuthorizationRequest) => void;
}

export interface OpenS3 {
  readonly service: S3Service;
  readonly stateDir: string;
  readonly questions: AuthorizationRequest[];
  close(): Promise<void>;
}

/** The service with real signatures and a policy made for the test; nothing listens. */
export function openS3(options: TestOptions = {}): OpenS3 {
  const { roleMay = () => false, rolePolicies, stateDir, onQuestion } = options;
  const folder = stateDir ?? mkdtempSync(join(tmpdir(), "portcullis-s3-"));
  const database = openDatabase(join(folder, "test.db"));
  const questions: AuthorizationRequest[] = [];
  const clock = options.clock ?? options.account?.clock ?? { now: () => Date.now() };
  const evaluation = evaluationOf(rolePolicies ?? (() => []), clock);
  const service = createS3Service({
    database,
    stateDir: folder,
    clock,
    customerKeys: options.customerKeys ?? openKeys,
    randomness: systemRandomness,
    scope,
    authentication: createAuthentication({
      keys: options.account?.identities ?? keys,
      clock,
      region: REGION,
    }),
    authorization: {
      decide: (request) => {
        questions.push(request);
        onQuestion?.(request);
        if (options.account !== undefined) return options.account.authorization.decide(request);
        if (rolePolicies !== undefined) return evaluation.decide(request);
        const allowed = request.caller.kind === "administrator" || roleMay(request);
        const who = "arn" in request.caller ? request.caller.arn : "anonymous";
        const message = `User: ${who} is not authorized to perform: ${request.action} on resource: ${request.resource} because no identity-based policy allows the ${request.action} action`;
        return { allowed, message: allowed ? "" : message, explanation: "" };
      },
    },
    logger: silentLogger,
    trace: options.trace ?? noTrace,
    ...(options.destinations ?? testDestinations()).ports,
    ...(options.timers === undefined ? {} : { timers: options.timers }),
  });
  if (options.destinations !== undefined) service.startDelivering();
  return {
    service,
    stateDir: folder,
    questions,
    close: async () => {
      await service.close();
      database.close();
      if (stateDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The real evaluation of policies, for a role that has the given documents. */
export function evaluationOf(
  policies: () => readonly object[],
  clock: Clock,
): ReturnType<typeof createAuthorization> {
  const policiesOf = () => ({
    identity: policies().map((document) => parsePolicy(JSON.stringify(document))),
    boundary: undefined,
    tags: new Map<string, string>(),
  });
  return createAuthorization({ identities: { policiesOf }, scope, clock });
}

export interface TestS3 extends OpenS3 {
  readonly url: string;
  readonly port: number;
  client(overrides?: S3ClientConfig): S3Client;
  /** A client under the role, which is allowed what `roleMay` or `rolePolicies` say. */
  roleClient(): S3Client;
}

/** Serves S3 on a loopback port, for real clients. */
export async function serveS3(options: TestOptions = {}): Promise<TestS3> {
  const open = openS3(options);
  const server = await listen(open.service.http);
  const client = (overrides: S3ClientConfig = {}): S3Client =>
    new S3Client({
      region: REGION,
      endpoint: server.url,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId: ADMIN_KEY, secretAccessKey: SECRET },
      ...overrides,
    });
  return {
    ...open,
    url: server.url,
    port: server.port,
    client,
    roleClient: () => client({ credentials: { accessKeyId: ROLE_KEY, secretAccessKey: SECRET } }),
    close: async () => {
      await server.close();
      await open.close();
    },
  };
}
