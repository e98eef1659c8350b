import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { deployEveryType, EVERY_TYPE, named } from "../testing/every-type.ts";
import { type RealCloud, realCloud } from "../testing/real-cloud.ts";
import { publishedSchema } from "./schema.ts";

let cloud: RealCloud;
let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  cloud = realCloud();
  const made = await deployEveryType(cloud);
  const more = await cloud.deploy("more", {
    Resources: {
      Other: { Type: "AWS::Cognito::UserPool" },
      Second: {
        Type: "AWS::Cognito::UserPoolGroup",
        Properties: { UserPoolId: made["Pool"], GroupName: "Second" },
      },
    },
    Outputs: { OtherPool: { Value: { Ref: "Other" } } },
  });
  if (typeof more === "string") throw new Error(more);
  outputs = { ...made, ...more };
});
afterAll(() => cloud.close());

type Changes = Readonly<Record<string, Value>>;

/** Attributes that AWS has and this cloud has not: docs/gaps/cloudformation.md. */
const MISSING_ATTRIBUTES = [
  "CloudFrontDistribution",
  "SnapStartResponse",
  "MetadataConfiguration",
  "MetadataTableConfiguration",
];

interface Life {
  readonly logicalId: string;
  /** What stands in for names that the stack of all types has taken. */
  readonly own?: Changes;
  /** Another value for properties, each changed alone. */
  readonly changes: Changes;
}

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "iot.amazonaws.com" } }],
};
const POLICY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::photos/*" }],
};
const TAGS = [{ Key: "team", Value: "home" }];

const LIVES: readonly Life[] = [
  // Before the life of the policy that lets the function poll.
  {
    logicalId: "Polled",
    own: { FunctionName: "ALIAS" },
    changes: { BatchSize: 5, Enabled: false, ScalingConfig: { MaximumConcurrency: 2 }, Tags: TAGS },
  },
  {
    logicalId: "Pool",
    changes: { UserPoolName: "other", MfaConfiguration: "OFF", UserPoolTags: { team: "home" } },
  },
  { logicalId: "Client", changes: { ClientName: "web", GenerateSecret: true, RefreshTokenValidity: 7 } },
  {
    logicalId: "Domain",
    own: { UserPoolId: "POOL", Domain: "first-name" },
    // Another domain is made before the first one goes, which a pool refuses, on AWS as here.
    changes: {},
  },
  {
    logicalId: "Group",
    own: { GroupName: "Guests" },
    changes: { GroupName: "Friends", Description: "b", Precedence: 3 },
  },
  {
    logicalId: "Server",
    own: { Identifier: "door" },
    changes: {
      Identifier: "bell",
      Name: "other",
      Scopes: [{ ScopeName: "ring", ScopeDescription: "rings" }],
    },
  },
  { logicalId: "Person", own: { Username: "bob" }, changes: { Username: "eve" } },
  {
    logicalId: "Membership",
    own: { GroupName: "Admins", Username: "PERSON" },
    changes: { GroupName: "Second" },
  },
  {
    logicalId: "Role",
    changes: {
      RoleName: "named",
      Path: "/a/",
      Description: "b",
      MaxSessionDuration: 7200,
      AssumeRolePolicyDocument: TRUST,
      Tags: TAGS,
    },
  },
  { logicalId: "Inline", changes: { PolicyName: "other", PolicyDocument: POLICY } },
  {
    logicalId: "Managed",
    changes: { ManagedPolicyName: "named", Path: "/a/", Description: "b", PolicyDocument: POLICY },
  },
  {
    logicalId: "Worker",
    changes: { FunctionName: "named", Description: "b", Timeout: 9, MemorySize: "256", Tags: TAGS },
  },
  {
    logicalId: "Table",
    changes: {
      TableName: "named",
      DeletionProtectionEnabled: true,
      TimeToLiveSpecification: { Enabled: true, AttributeName: "ttl" },
      Tags: TAGS,
    },
  },
  { logicalId: "Log", changes: { LogGroupName: "named", RetentionInDays: 7, Tags: TAGS } },
  {
    logicalId: "Bucket",
    changes: { BucketName: "named-bucket", VersioningConfiguration: { Status: "Enabled" }, Tags: TAGS },
  },
  {
    logicalId: "Jobs",
    changes: { QueueName: "named", VisibilityTimeout: 60, DelaySeconds: "5", Tags: TAGS },
  },
  {
    logicalId: "News",
    changes: { TopicName: "named", DisplayName: "News", SignatureVersion: "2", Tags: TAGS },
  },
  {
    logicalId: "Subscribed",
    own: { Endpoint: "arn:aws:sqs:eu-west-1:123456789012:other" },
    changes: {
      Endpoint: "arn:aws:sqs:eu-west-1:123456789012:third",
      RawMessageDelivery: true,
      FilterPolicy: { kind: ["a"] },
    },
  },
  { logicalId: "Alarm", changes: { AlarmName: "named", Threshold: 2, AlarmDescription: "b" } },
  { logicalId: "Api", changes: { Name: "other", Description: "b" } },
  { logicalId: "Account", changes: { CloudWatchRoleArn: "ROLE" } },
  { logicalId: "Path", own: { PathPart: "doors" }, changes: { PathPart: "bells" } },
  {
    logicalId: "Method",
    own: { HttpMethod: "PUT" },
    changes: { HttpMethod: "POST", OperationName: "b", ApiKeyRequired: false },
  },
  { logicalId: "Model", own: { Name: "Door" }, changes: { Name: "Bell", Description: "b" } },
  { logicalId: "Validator", own: { Name: "body" }, changes: { Name: "none", ValidateRequestBody: true } },
  {
    logicalId: "Authorizer",
    own: { Name: "guests" },
    changes: { Name: "friends", AuthorizerResultTtlInSeconds: 0 },
  },
  {
    logicalId: "Denied",
    own: { ResponseType: "DEFAULT_4XX" },
    changes: { ResponseType: "DEFAULT_5XX", StatusCode: "404" },
  },
  { logicalId: "Deployed", changes: { Description: "b" } },
  { logicalId: "Stage", own: { StageName: "v2" }, changes: { StageName: "v3", Description: "b" } },
  {
    logicalId: "Permission",
    changes: { Principal: "s3.amazonaws.com", Action: "lambda:GetFunction", SourceAccount: "123456789012" },
  },
  { logicalId: "Alias", own: { Name: "test" }, changes: { Name: "beta", Description: "b" } },
];

let count = 0;

function stackOf({ logicalId, own = {} }: Life, attributes: readonly string[]) {
  const { Type, Properties } = EVERY_TYPE[logicalId] ?? { Type: "", Properties: {} };
  const names: Readonly<Record<string, string | undefined>> = {
    PERSON: outputs["Person"],
    POOL: outputs["OtherPool"],
    ROLE: outputs["RoleArn"],
    ALIAS: outputs["Alias"],
  };
  const filled = (changes: Changes) =>
    Object.fromEntries(
      Object.entries(changes).map(([name, value]) => [
        name,
        typeof value === "string" ? (names[value] ?? value) : value,
      ]),
    );
  const right = { ...(named({ ...Properties }, outputs) as Record<string, Value>), ...filled(own) };
  const stack = `life-${++count}`;
  const Outputs = {
    Ref: { Value: { Ref: "Thing" } },
    ...Object.fromEntries(
      attributes.map((name) => [name.replaceAll(".", ""), { Value: { "Fn::GetAtt": ["Thing", name] } }]),
    ),
  };
  const apply = (changes: Changes) =>
    cloud.deploy(stack, {
      Resources: { Thing: { Type, Properties: { ...right, ...filled(changes) } } },
      Outputs,
    });
  const id = () =>
    cloud.engine.describe(stack)?.resources.find((one) => one.logicalId === "Thing")?.physicalId;
  return { stack, type: Type, apply, id };
}

describe("from creation to deletion, as the schema of its type says:", () => {
  test.each(LIVES)("$logicalId", async (life) => {
    const schema = await publishedSchema(EVERY_TYPE[life.logicalId]?.Type ?? "");
    const attributes =
      schema?.readOnly.filter((name) => !MISSING_ATTRIBUTES.some((one) => name.startsWith(one))) ?? [];
    const { stack, apply, id } = stackOf(
      life,
      life.logicalId === "Client" ? attributes.filter((name) => name !== "ClientSecret") : attributes,
    );
    const made = await apply({});
    expect(made).toMatchObject({ Ref: expect.any(String) });
    expect(Object.values(made).every((value) => value !== "")).toBe(true);
    const replaced: string[] = [];
    for (const [name, value] of Object.entries(life.changes)) {
      const before = id();
      expect(await apply({ [name]: value }), `${name} changes`).toMatchObject({ Ref: expect.any(String) });
      if (id() !== before) replaced.push(name);
      const changed = id();
      expect(await apply({}), `${name} changes back`).toMatchObject({ Ref: expect.any(String) });
      expect(id() !== changed, `${name} is replaced both ways`).toBe(replaced.includes(name));
    }
    expect(replaced).toEqual(Object.keys(life.changes).filter((name) => schema?.createOnly.includes(name)));
    await cloud.engine.remove(stack);
    expect(cloud.engine.describe(stack)).toBeUndefined();
  });
});
