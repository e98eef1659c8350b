import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { deployEveryType, EVERY_TYPE, named } from "../testing/every-type.ts";
import { type RealCloud, realCloud } from "../testing/real-cloud.ts";

let cloud: RealCloud;
let outputs: Readonly<Record<string, string>>;
beforeAll(async () => {
  cloud = realCloud();
  const made = await deployEveryType(cloud);
  outputs = made;
});
afterAll(() => cloud.close());

let count = 0;

/** A stack with the resource `logicalId` of the template of all types, changed; `undefined` takes a property away. */
function deploy(logicalId: string, changes: Readonly<Record<string, Value | undefined>>) {
  const { Type, Properties } = EVERY_TYPE[logicalId] ?? { Type: "", Properties: {} };
  const right = named({ ...Properties }, outputs) as Record<string, Value>;
  return cloud.deploy(`one-${++count}`, {
    Resources: { Thing: { Type, Properties: { ...right, ...changes } } },
  });
}

const failed = (...lines: string[]) =>
  `Properties validation failed for resource Thing with message:\n${lines.join("\n")}`;

/** Every one of these ended in CREATE_COMPLETE, most with a default in place of the value. */
describe("CFN-SCHEMA is refused in the words of the schema:", () => {
  const flags = "PublicAccessBlockConfiguration";
  const open = (value: Value) => ({ [flags]: { BlockPublicAcls: value } });
  test.each<[string, Record<string, Value | undefined>, string[]]>([
    ["Bucket", open("yes"), [`#/${flags}/BlockPublicAcls: expected type: Boolean, found: String`]],
    ["Bucket", open(1), [`#/${flags}/BlockPublicAcls: expected type: Boolean, found: Integer`]],
    ["Bucket", open("tRUE"), [`#/${flags}/BlockPublicAcls: expected type: Boolean, found: String`]],
    ["Bucket", { [flags]: "All" }, [`#/${flags}: expected type: JSONObject, found: String`]],
    [
      "Bucket",
      { [flags]: { BlockPublicAcl: true } },
      [`#/${flags}: extraneous key [BlockPublicAcl] is not permitted`],
    ],
    ["Bucket", { Tags: { team: "home" } }, ["#/Tags: expected type: JSONArray, found: JSONObject"]],
    ["Bucket", { Tags: [{ Value: "home" }] }, ["#/Tags/0: required key [Key] not found"]],
    ["Bucket", { Arn: "arn:aws:s3:::mine" }, ["#: extraneous key [Arn] is not permitted"]],
    ["Role", { MaxSessionDuration: "lots" }, ["#/MaxSessionDuration: expected type: Integer, found: String"]],
    [
      "Role",
      { MaxSessionDuration: 3600.5 },
      ["#/MaxSessionDuration: expected type: Integer, found: BigDecimal"],
    ],
    ["Role", { RoleName: ["a"] }, ["#/RoleName: expected type: String, found: JSONArray"]],
    [
      "Role",
      { Tags: [{ Key: "a", Value: ["b"] }] },
      ["#/Tags/0/Value: expected type: String, found: JSONArray"],
    ],
    [
      "Role",
      { AssumeRolePolicyDocument: undefined },
      ["#: required key [AssumeRolePolicyDocument] not found"],
    ],
    [
      "Role",
      { AssumeRolePolicyDocument: undefined, Rolename: "a" },
      [
        "#: required key [AssumeRolePolicyDocument] not found",
        "#: extraneous key [Rolename] is not permitted",
      ],
    ],
    [
      "Worker",
      { ReservedConcurrentExecutions: "none" },
      ["#/ReservedConcurrentExecutions: expected type: Integer, found: String"],
    ],
    [
      "Worker",
      { PackageType: "Nonsense" },
      [
        "#/PackageType: #: only 1 subschema matches out of 2",
        "#/PackageType: failed validation constraint for keyword [enum]",
      ],
    ],
    ["Worker", { FunctionName: "" }, ["#/FunctionName: expected minLength: 1, actual: 0"]],
    ["Worker", { Role: "worker" }, ["#/Role: failed validation constraint for keyword [pattern]"]],
    ["Worker", { Tags: { team: "home" } }, ["#/Tags: expected type: JSONArray, found: JSONObject"]],
    [
      "Worker",
      { Environment: { Variables: { "1": "a" } } },
      ["#/Environment/Variables: extraneous key [1] is not permitted"],
    ],
    ["Person", { UserAttributes: "x" }, ["#/UserAttributes: expected type: JSONArray, found: String"]],
    [
      "Log",
      { RetentionInDays: 2 },
      [
        "#/RetentionInDays: #: only 1 subschema matches out of 2",
        "#/RetentionInDays: failed validation constraint for keyword [enum]",
      ],
    ],
    [
      "Log",
      { RetentionInDays: "forever" },
      [
        "#/RetentionInDays: #: only 0 subschema matches out of 2",
        "#/RetentionInDays: failed validation constraint for keyword [enum]",
        "#/RetentionInDays: expected type: Integer, found: String",
      ],
    ],
  ])("%s %j", async (logicalId, changes, lines) => {
    expect(await deploy(logicalId, changes)).toContain(`ROLLBACK_COMPLETE. Thing: ${failed(...lines)}`);
  });
});

describe("CFN-SCHEMA is refused in the words of the service's API:", () => {
  test.each<[string, Record<string, Value>, string]>([
    [
      "Role",
      { RoleName: "my role!" },
      "Value 'my role!' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
    ],
    [
      "Role",
      { RoleName: "a".repeat(65) },
      "at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64",
    ],
    [
      "Role",
      { Path: "/foo/bar" },
      "Value '/foo/bar' at 'path' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)",
    ],
    [
      "Role",
      { MaxSessionDuration: 60 },
      "Value '60' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
    ],
    [
      "Role",
      { Tags: [{ Key: "", Value: "a" }] },
      "at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      "Worker",
      { FunctionName: "my function!" },
      "Value 'my function!' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?",
    ],
    ["Worker", { FunctionName: "a".repeat(65) }, "at 'functionName' failed to satisfy constraint: "],
    ["Bucket", { BucketName: "My_Bucket" }, "The specified bucket is not valid."],
    ["Bucket", { BucketName: "a".repeat(64) }, "The specified bucket is not valid."],
    [
      "Worker",
      { Runtime: "node" },
      "Value node at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [",
    ],
    [
      "Pool",
      { EmailConfiguration: { EmailSendingAccount: "Nonsense" } },
      "Value 'Nonsense' at 'emailConfiguration.emailSendingAccount' failed to satisfy constraint: Member must satisfy enum value set: [COGNITO_DEFAULT, DEVELOPER]",
    ],
    [
      "Alarm",
      { Unit: "Nonsense" },
      "Value 'Nonsense' at 'unit' failed to satisfy constraint: Member must satisfy enum value set: [",
    ],
    ["Inline", { Roles: [] }, "At least one of [Groups,Roles,Users] must be non-empty."],
  ])("%s %j", async (logicalId, changes, sentence) => {
    const refusal = await deploy(logicalId, changes);
    expect(refusal).toContain('ROLLBACK_COMPLETE. Thing: Resource handler returned message: "');
    expect(refusal).toContain(sentence);
    expect(refusal).toContain("HandlerErrorCode: InvalidRequest)");
  });
});

describe("CFN-COERCE is applied as it is meant:", () => {
  test.each(["True", "TRUE", "true", true])("a bucket whose access is blocked by %j", async (flag) => {
    const name = `blocked-${++count}`;
    const blocked = {
      BlockPublicAcls: flag,
      BlockPublicPolicy: flag,
      IgnorePublicAcls: flag,
      RestrictPublicBuckets: flag,
    };
    expect(await deploy("Bucket", { BucketName: name, PublicAccessBlockConfiguration: blocked })).toEqual({});
    expect(
      await deploy("BucketRules", {
        Bucket: name,
        PolicyDocument: {
          Statement: [
            { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}/*` },
          ],
        },
      }),
    ).toContain("AccessDenied");
  });
});

describe("CFN-SCHEMA an update with a value that is refused is rolled back, and the next one works:", () => {
  const trust = EVERY_TYPE["Role"]?.Properties["AssumeRolePolicyDocument"] ?? "";
  test.each<[string, string, Record<string, Value>, Record<string, Value>, string]>([
    [
      "by the schema",
      "AWS::IAM::Role",
      { AssumeRolePolicyDocument: trust },
      { AssumeRolePolicyDocument: trust, Policies: "all" },
      "#/Policies: expected type: JSONArray, found: String",
    ],
    [
      "by the API",
      "AWS::IAM::Role",
      { AssumeRolePolicyDocument: trust },
      { AssumeRolePolicyDocument: trust, MaxSessionDuration: 1 },
      "Value '1' at 'maxSessionDuration'",
    ],
    [
      "by the service",
      "AWS::Cognito::UserPool",
      { Schema: [{ Name: "team", AttributeDataType: "String", Mutable: true }] },
      { Schema: [{ Name: "team", AttributeDataType: "String", Mutable: false }] },
      "Existing schema attributes cannot be modified or deleted.",
    ],
  ])("%s", async (_by, Type, right, wrong, sentence) => {
    const stack = `one-${++count}`;
    const template = (Properties: Record<string, Value>, Description: string) => ({
      Resources: { Thing: { Type, Properties, Metadata: { Description } } },
    });
    await cloud.deploy(stack, template(right, "first"));
    const refusal = await cloud.deploy(stack, template(wrong, "second"));
    expect(refusal).toContain("UPDATE_ROLLBACK_COMPLETE. Thing: ");
    expect(refusal).toContain(sentence);
    expect(cloud.engine.describe(stack)?.resources).toMatchObject([{ status: "UPDATE_COMPLETE" }]);
    expect(await cloud.deploy(stack, template(right, "third"))).toEqual({});
  });
});

describe("CFN-ATTRIBUTE Fn::GetAtt of what a type has not is refused before anything is made:", () => {
  const refusal = "Template error: resource Log does not support attribute type Name in Fn::GetAtt";
  const Log = { Type: "AWS::Logs::LogGroup", Properties: {} };
  const wrong = { "Fn::GetAtt": ["Log", "Name"] };
  test.each<[string, object]>([
    ["in a resource", { Resources: { Log, Other: { ...Log, Properties: { LogGroupName: wrong } } } }],
    ["in an output", { Resources: { Log }, Outputs: { Name: { Value: wrong } } }],
    ["in a text", { Resources: { Log }, Outputs: { Name: { Value: { "Fn::Sub": "${Log.Name}" } } } }],
    [
      "in a branch that is not taken",
      {
        Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
        Resources: { Log },
        Outputs: { Name: { Value: { "Fn::If": ["Never", wrong, "a"] } } },
      },
    ],
  ])("%s", async (_place, template) => {
    expect(await cloud.deploy("attributes", template)).toBe(refusal);
    expect(cloud.engine.describe("attributes")).toBeUndefined();
  });

  test("what AWS documents beside its schemas is given", async () => {
    const Bus = { Type: "AWS::Events::EventBus", Properties: { Name: "orders" } };
    const Outputs = { Name: { Value: { "Fn::GetAtt": ["Bus", "Name"] } } };
    expect(await cloud.deploy("bus", { Resources: { Bus }, Outputs })).toEqual({ Name: "orders" });
  });

  test("what it has is given", async () => {
    const made = await cloud.deploy("attributes", {
      Resources: { Log },
      Outputs: { Arn: { Value: { "Fn::GetAtt": ["Log", "Arn"] } } },
    });
    expect(made).toEqual({ Arn: expect.stringContaining(":log-group:attributes-Log-") });
  });
});
