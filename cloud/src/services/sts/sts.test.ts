import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import type { Role } from "../../iam/identities/model/role.ts";
import { createTestAccount, type TestAccount } from "../../iam/testing/account.ts";
import type { ServedService } from "../../wire/pipeline.ts";
import { createAuthentication } from "../../wire/sigv4/index.ts";
import { presignUrl } from "../../wire/sigv4/sign.ts";
import { type ListeningService, listen } from "../../wire/testing/listen.ts";
import { silentMembers } from "../../wire/testing/model-members.ts";
import { createStsService } from "./index.ts";

const ACCOUNT = "123456789012";
const ARN = `arn:aws:iam::${ACCOUNT}:role/team/Operator`;
const ADMINISTRATOR_ARN = `arn:aws:iam::${ACCOUNT}:user/administrator`;

let account: TestAccount;
let sts: ServedService;
let server: ListeningService;

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

beforeAll(async () => {
  account = createTestAccount(Date.now());
  const { identities, authorization, clock, scope } = account;
  const authentication = createAuthentication({ keys: identities, clock, region: scope.region });
  sts = createStsService({
    identities,
    authentication,
    authorization,
    scope,
    trace: noTrace,
    logger: silentLogger,
  }).http;
  server = await listen(sts);
});
afterAll(() => server.close());

function client(credentials: Keys): STSClient {
  return new STSClient({ endpoint: server.url, region: "eu-west-1", credentials, maxAttempts: 1 });
}

function saveRole(name: string, change: Partial<Role> = {}): void {
  account.identities.roles.save({
    name,
    path: "/team/",
    id: `AROA${name.toUpperCase().padEnd(17, "0").slice(0, 17)}`,
    arn: `arn:aws:iam::${ACCOUNT}:role/team/${name}`,
    trustPolicy: trust({ AWS: ADMINISTRATOR_ARN }),
    description: "",
    maxSessionSeconds: 7200,
    createdAt: 0,
    inlinePolicies: [],
    attachedPolicyArns: [],
    permissionsBoundary: undefined,
    tags: [],
    ...change,
  });
}

function trust(Principal: unknown, Condition?: unknown): string {
  const statement = { Effect: "Allow", Principal, Action: "sts:AssumeRole", Condition };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

async function assume(input: Partial<AssumeRoleCommandInput> = {}, keys: Keys = account.administrator) {
  return client(keys).send(new AssumeRoleCommand({ RoleArn: ARN, RoleSessionName: "shift", ...input }));
}

async function session(input: Partial<AssumeRoleCommandInput> = {}, keys?: Keys): Promise<Keys> {
  const { Credentials } = await assume(input, keys);
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
}

const denied = (principal: string, arn = ARN) => ({
  name: "AccessDenied",
  message: `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
  $metadata: { httpStatusCode: 403 },
});

describe("GetCallerIdentity", () => {
  test("GetCallerIdentity tells the administrator and a session who they are", async () => {
    expect(await client(account.administrator).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT,
      Arn: ADMINISTRATOR_ARN,
    });
    saveRole("Operator");
    expect(await client(await session()).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Operator/shift`,
      UserId: "AROAOPERATOR000000000:shift",
    });
  });

  test("GetCallerIdentity refuses a wrong secret, an unknown key and no key", async () => {
    const { accessKeyId } = account.administrator;
    await expect(
      client({ accessKeyId, secretAccessKey: "x" }).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
      $metadata: { httpStatusCode: 403 },
    });
    await expect(
      client({ accessKeyId: "AKIAX", secretAccessKey: "x" }).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({
      name: "InvalidClientTokenId",
      message: "The security token included in the request is invalid.",
    });
    const bare = await fetch(`${server.url}/?Action=GetCallerIdentity&Version=2011-06-15`);
    expect(bare.status).toBe(403);
    expect(await bare.text()).toContain(
      "<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message>",
    );
  });

  test("GetCallerIdentity works presigned, as EKS uses it", async () => {
    const url = presignUrl({
      method: "GET",
      url: `${server.url}/?Action=GetCallerIdentity&Version=2011-06-15`,
      service: "sts",
      region: "us-east-1",
      credentials: account.administrator,
      clock: account.clock,
      expiresSeconds: 60,
    });
    const good = await fetch(url);
    expect([good.status, await good.text()]).toEqual([
      200,
      expect.stringContaining(`<Arn>${ADMINISTRATOR_ARN}</Arn>`),
    ]);
    expect((await fetch(`${url}0`)).status).toBe(403);
  });
});

describe("AssumeRole", () => {
  test("AssumeRole gives a session for the time asked for", async () => {
    saveRole("Operator");
    const reply = await assume({ DurationSeconds: 900 });
    expect(reply.AssumedRoleUser).toEqual({
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Operator/shift`,
      AssumedRoleId: "AROAOPERATOR000000000:shift",
    });
    expect(reply.Credentials?.Expiration?.getTime()).toBe(
      (Math.floor(account.clock.now() / 1000) + 900) * 1000,
    );
    expect(reply.PackedPolicySize).toBeUndefined();
  });

  test("IAM-14 AssumeRole refuses whom the trust policy does not take in, and a role that is not there, alike", async () => {
    saveRole("Operator", { trustPolicy: trust({ Service: "lambda.amazonaws.com" }) });
    await expect(assume()).rejects.toMatchObject(denied(ADMINISTRATOR_ARN));
    const gone = `arn:aws:iam::${ACCOUNT}:role/Gone`;
    await expect(assume({ RoleArn: gone })).rejects.toMatchObject(denied(ADMINISTRATOR_ARN, gone));
    saveRole("Operator", { trustPolicy: trust({ AWS: ACCOUNT }) });
    expect((await assume()).Credentials).toBeDefined();
  });

  test("IAM-14 AssumeRole hears the external id", async () => {
    saveRole("Operator", {
      trustPolicy: trust({ AWS: ACCOUNT }, { StringEquals: { "sts:ExternalId": "secret-id" } }),
    });
    await expect(assume()).rejects.toMatchObject(denied(ADMINISTRATOR_ARN));
    await expect(assume({ ExternalId: "other" })).rejects.toMatchObject(denied(ADMINISTRATOR_ARN));
    expect((await assume({ ExternalId: "secret-id" })).Credentials).toBeDefined();
  });

  test("IAM-4 a session policy limits the session", async () => {
    saveRole("Operator", { attachedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] });
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
    });
    const reply = await assume({ Policy, PolicyArns: [{ arn: "arn:aws:iam::aws:policy/AWSIoTDataAccess" }] });
    expect(reply.PackedPolicySize).toBeGreaterThan(0);
    const found = account.identities.resolve(
      reply.Credentials?.AccessKeyId ?? "",
      reply.Credentials?.SessionToken,
    );
    if (found.kind !== "found") throw new Error(found.kind);
    const may = (action: string) =>
      account.authorization.decide({ caller: found.caller, action, resource: "*" }).allowed;
    expect([may("s3:GetObject"), may("iot:Publish"), may("s3:PutObject")]).toEqual([true, true, false]);
    await expect(assume({ Policy: "{" })).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
  });

  test("AssumeRole keeps to the longest session of the role, and to an hour when chained", async () => {
    saveRole("Operator", { attachedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] });
    await expect(assume({ DurationSeconds: 7201 })).rejects.toMatchObject({
      name: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
    saveRole("Second", { trustPolicy: trust({ AWS: ARN }) });
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/team/Second`;
    const first = await session();
    expect((await assume({ RoleArn, DurationSeconds: 3600 }, first)).Credentials).toBeDefined();
    await expect(assume({ RoleArn, DurationSeconds: 3601 }, first)).rejects.toMatchObject({
      message:
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    });
    await expect(assume({}, first)).rejects.toMatchObject(
      denied(`arn:aws:sts::${ACCOUNT}:assumed-role/Operator/shift`),
    );
  });

  test.each([
    [
      { RoleSessionName: "a b" },
      /Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    ],
    [{ RoleSessionName: "a" }, /Member must have length greater than or equal to 2/],
    [
      { DurationSeconds: 899 },
      /Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900/,
    ],
    [{ RoleArn: "not-an-arn-but-long-enough" }, /^not-an-arn-but-long-enough is invalid$/],
    [{ RoleArn: "arn:aws:iam::123456789012:user/x" }, /^arn:aws:iam::123456789012:user\/x is invalid$/],
    [{ RoleArn: "arn:aws:s3:::role/x-long-enough" }, /^arn:aws:s3:::role\/x-long-enough is invalid$/],
  ])("AssumeRole refuses %j", async (input, message) => {
    saveRole("Operator");
    await expect(assume(input)).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringMatching(message),
    });
  });

  test("AssumeRole refuses session tags by name", async () => {
    await expect(assume({ Tags: [{ Key: "a", Value: "b" }] })).rejects.toMatchObject({
      message: "Tags of AssumeRole is not supported by Portcullis. See docs/gaps.md.",
    });
  });
});

test("GetSessionToken is refused by name, nonsense as AWS does", async () => {
  await expect(client(account.administrator).send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    message: "GetSessionToken is not supported by Portcullis. See docs/gaps.md.",
  });
});

test("WIRE-5 every member of the model is acted on or refused by name", () => {
  expect(silentMembers("sts", sts.operations)).toEqual([]);
});
