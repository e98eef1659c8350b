import { beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { Properties, ResourceContext, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { createTestAccount, type TestAccount } from "../../../iam/testing/account.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { createIamService } from "../index.ts";

const BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
const XRAY = "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess";

/** As the SAM transform writes it: no Version in the inline policy. */
const ROLE: Properties = {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17",
    Statement: [
      { Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: ["lambda.amazonaws.com"] } },
    ],
  },
  ManagedPolicyArns: [BASIC, XRAY],
  Policies: [
    {
      PolicyName: "FRolePolicy0",
      PolicyDocument: {
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }],
      },
    },
  ],
  Tags: [{ Key: "lambda:createdBy", Value: "SAM" }],
};

let account: TestAccount;
let providers: ReadonlyMap<string, ResourceProvider>;

beforeEach(() => {
  account = createTestAccount();
  const { identities, authorization, clock, scope } = account;
  const { resources } = createIamService({
    identities,
    authorization,
    clock,
    scope,
    authentication: createAuthentication({ keys: identities, clock, region: scope.region }),
    randomness: systemRandomness,
    trace: noTrace,
    logger: silentLogger,
  });
  providers = new Map(resources.map((resource) => [resource.type, resource]));
});

const context: ResourceContext = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  caller: anonymous,
  stackName: "home",
  stackId: "id",
  logicalId: "FRole",
  generateName: ({ maxLength }) => "home-FRole-AbCdEfGhIjKl".slice(0, maxLength),
  commit: (write) => write(),
  tags: { "aws:cloudformation:stack-name": "home" },
};

function provider(type: string): ResourceProvider {
  const found = providers.get(type);
  if (found === undefined) throw new Error(type);
  return found;
}

function may(roleName: string, action: string, resource: string): boolean {
  const arn = account.identities.roles.find(roleName)?.arn ?? "";
  const session = account.identities.assumeForService({
    roleArn: arn,
    service: "lambda.amazonaws.com",
    sessionName: "f",
    durationSeconds: 900,
  });
  const found = account.identities.resolve(session.accessKeyId, session.sessionToken);
  if (found.kind !== "found") throw new Error(found.kind);
  return account.authorization.decide({ caller: found.caller, action, resource }).allowed;
}

describe("AWS::IAM::Role", () => {
  const role = () => provider("AWS::IAM::Role");

  test("AWS::IAM::Role makes what SAM emits: Ref is the name, GetAtt Arn and RoleId", async () => {
    const made = await role().create(context, ROLE);
    expect(made).toEqual({
      physicalId: "home-FRole-AbCdEfGhIjKl",
      attributes: {
        Arn: "arn:aws:iam::123456789012:role/home-FRole-AbCdEfGhIjKl",
        RoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}$/),
      },
    });
    expect(may(made.physicalId, "s3:GetObject", "arn:aws:s3:::b/x")).toBe(true);
    expect(may(made.physicalId, "logs:PutLogEvents", "*")).toBe(true);
    expect(may(made.physicalId, "s3:PutObject", "arn:aws:s3:::b/x")).toBe(false);
    expect(account.identities.roles.find(made.physicalId)?.tags).toEqual([
      { key: "aws:cloudformation:stack-name", value: "home" },
      { key: "lambda:createdBy", value: "SAM" },
    ]);
  });

  test("AWS::IAM::Role leaves nothing behind when it fails", async () => {
    const bad = { ...ROLE, ManagedPolicyArns: ["arn:aws:iam::aws:policy/Nonsense"] };
    await expect(role().create(context, bad)).rejects.toMatchObject({ code: "NoSuchEntity" });
    expect(account.identities.roles.list()).toEqual([]);
    await role().create(context, ROLE);
    const name = "home-FRole-AbCdEfGhIjKl";
    await expect(role().update(context, name, ROLE, { ...bad, Policies: [] })).rejects.toMatchObject({
      code: "NoSuchEntity",
    });
    expect(may(name, "s3:GetObject", "arn:aws:s3:::b/x")).toBe(true);
  });

  test("AWS::IAM::Role update takes away what the template no longer says, and only that", async () => {
    const { physicalId } = await role().create(context, ROLE);
    await provider("AWS::IAM::Policy").create(context, {
      PolicyName: "extra",
      PolicyDocument: { Statement: [{ Effect: "Allow", Action: "iot:Publish", Resource: "*" }] },
      Roles: [physicalId],
    });
    await role().update(context, physicalId, ROLE, { ...ROLE, Policies: [], ManagedPolicyArns: [XRAY] });
    expect(may(physicalId, "s3:GetObject", "arn:aws:s3:::b/x")).toBe(false);
    expect(may(physicalId, "logs:PutLogEvents", "*")).toBe(false);
    expect(may(physicalId, "xray:PutTraceSegments", "*")).toBe(true);
    expect(may(physicalId, "iot:Publish", "*")).toBe(true);
  });

  test("AWS::IAM::Role delete takes its own policies along and refuses when others are left", async () => {
    const { physicalId } = await role().create(context, ROLE);
    const extra: Properties = {
      PolicyName: "extra",
      PolicyDocument: { Statement: [{ Effect: "Allow", Action: "iot:Publish", Resource: "*" }] },
      Roles: [physicalId],
    };
    await provider("AWS::IAM::Policy").create(context, extra);
    await expect(role().delete(context, physicalId, ROLE)).rejects.toMatchObject({ code: "DeleteConflict" });
    await provider("AWS::IAM::Policy").delete(context, "id", extra);
    await role().delete(context, physicalId, ROLE);
    await role().delete(context, physicalId, ROLE);
    expect(account.identities.roles.list()).toEqual([]);
  });
});

describe("AWS::IAM::Policy", () => {
  test("AWS::IAM::Policy moves with its name and roles", async () => {
    const { physicalId } = await provider("AWS::IAM::Role").create(context, ROLE);
    const policy = provider("AWS::IAM::Policy");
    const before: Properties = {
      PolicyName: "one",
      PolicyDocument: { Statement: [{ Effect: "Allow", Action: "iot:Publish", Resource: "*" }] },
      Roles: [physicalId],
    };
    const made = await policy.create({ ...context, logicalId: "P" }, before);
    const after = { ...before, PolicyName: "two" };
    await policy.update(context, made.physicalId, before, after);
    const names = account.identities.roles.find(physicalId)?.inlinePolicies.map(({ name }) => name);
    expect(names).toEqual(["FRolePolicy0", "two"]);
    await policy.update(context, made.physicalId, after, { ...after, Roles: [] });
    expect(may(physicalId, "iot:Publish", "*")).toBe(false);
    await expect(policy.create(context, { ...before, Roles: ["Gone"] })).rejects.toMatchObject({
      code: "NoSuchEntity",
    });
  });
});

describe("AWS::IAM::ManagedPolicy", () => {
  test("AWS::IAM::ManagedPolicy: Ref is the ARN, attached to its roles", async () => {
    const { physicalId } = await provider("AWS::IAM::Role").create(context, ROLE);
    const managed = provider("AWS::IAM::ManagedPolicy");
    const properties: Properties = {
      ManagedPolicyName: "Photos",
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "iot:Publish", Resource: "*" }],
      },
      Roles: [physicalId],
    };
    const made = await managed.create(context, properties);
    expect(made.physicalId).toBe("arn:aws:iam::123456789012:policy/Photos");
    expect(made.attributes).toMatchObject({
      PolicyArn: made.physicalId,
      AttachmentCount: 1,
      DefaultVersionId: "v1",
    });
    expect(may(physicalId, "iot:Publish", "*")).toBe(true);
    const changed = {
      ...properties,
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "iot:Connect", Resource: "*" }],
      },
    };
    const updated = await managed.update(context, made.physicalId, properties, changed);
    expect(updated.attributes["DefaultVersionId"]).toBe("v2");
    expect(may(physicalId, "iot:Publish", "*")).toBe(false);
    expect(may(physicalId, "iot:Connect", "*")).toBe(true);
    await managed.delete(context, made.physicalId, changed);
    expect(may(physicalId, "iot:Connect", "*")).toBe(false);
    await expect(managed.create(context, { ...properties, Roles: ["Gone"] })).rejects.toMatchObject({
      code: "NoSuchEntity",
    });
    expect(account.identities.managedPolicies.listLocal()).toEqual([]);
  });
});
