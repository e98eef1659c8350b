import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { AdministratorCaller, RoleCaller } from "../../../core/caller.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { AccessKeyLookup } from "../../../core/ports/access-keys.ts";
import type { AuthorizationRequest } from "../../../core/ports/authorization.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { listen } from "../../../wire/testing/listen.ts";
import { createS3Service, type S3Service } from "../index.ts";

export const ACCOUNT = "123456789012";
export const REGION = "eu-west-1";
export const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
export const ADMIN_KEY = "AKIAADMINISTRATOR000";
export const ROLE_KEY = "ASIAROLE000000000000";

const admin: AdministratorCaller = {
  kind: "administrator",
  arn: `arn:aws:iam::${ACCOUNT}:user/administrator`,
  accountId: ACCOUNT,
  accessKeyId: ADMIN_KEY,
  userId: "AIDAADMIN",
};
const role: RoleCaller = {
  kind: "role",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/session`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/reader`,
  roleName: "reader",
  sessionName: "session",
  accountId: ACCOUNT,
  accessKeyId: ROLE_KEY,
  userId: "AROAREADER:session",
  sessionPolicies: [],
};

function resolve(accessKeyId: string): AccessKeyLookup {
  if (accessKeyId === ADMIN_KEY) return { kind: "found", secretAccessKey: SECRET, caller: admin };
  if (accessKeyId === ROLE_KEY) return { kind: "found", secretAccessKey: SECRET, caller: role };
  return { kind: "unknown" };
}

/** Decides for callers that are not the administrator. */
export type RolePolicy = (request: AuthorizationRequest) => boolean;

export interface TestS3 {
  readonly service: S3Service;
  readonly url: string;
  readonly port: number;
  readonly stateDir: string;
  readonly questions: AuthorizationRequest[];
  client(overrides?: S3ClientConfig): S3Client;
  /** A client under the role, which is allowed what `roleMay` says. */
  roleClient(): S3Client;
  close(): Promise<void>;
}

interface TestOptions {
  readonly roleMay?: RolePolicy;
  readonly stateDir?: string;
}

/** Serves S3 on a loopback port with real signatures and a policy made for the test. */
export async function serveS3({ roleMay = () => false, stateDir }: TestOptions = {}): Promise<TestS3> {
  const folder = stateDir ?? mkdtempSync(join(tmpdir(), "portcullis-s3-"));
  const database = openDatabase(join(folder, "test.db"));
  const questions: AuthorizationRequest[] = [];
  const clock = { now: () => Date.now() };
  const service = createS3Service({
    database,
    stateDir: folder,
    clock,
    randomness: systemRandomness,
    scope: { accountId: ACCOUNT, region: REGION },
    authentication: createAuthentication({ keys: { resolve }, clock, region: REGION }),
    authorization: {
      decide: (request) => {
        questions.push(request);
        const allowed = request.caller.kind === "administrator" || roleMay(request);
        const who = "arn" in request.caller ? request.caller.arn : "anonymous";
        const message = `User: ${who} is not authorized to perform: ${request.action} on resource: ${request.resource} because no identity-based policy allows the ${request.action} action`;
        return { allowed, message: allowed ? "" : message, explanation: "" };
      },
    },
    logger: silentLogger,
  });
  const server = await listen(service.http);
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
    service,
    url: server.url,
    port: server.port,
    stateDir: folder,
    questions,
    client,
    roleClient: () => client({ credentials: { accessKeyId: ROLE_KEY, secretAccessKey: SECRET } }),
    close: async () => {
      await server.close();
      await service.close();
      database.close();
      if (stateDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
