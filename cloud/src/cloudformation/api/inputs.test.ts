import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AccessWorld, formCall, send } from "../../iam/testing/access-table.ts";
import { createTestAccount, type TestAccount } from "../../iam/testing/account.ts";
import { modelledInput } from "../../wire/models/index.ts";
import { type Harness, harness } from "../testing/harness.ts";
import { template } from "../testing/things.ts";

let account: TestAccount;
let cloud: Harness;
beforeEach(() => {
  account = createTestAccount();
  cloud = harness({ account });
});
afterEach(() => cloud.close());

async function answer(action: string, fields: Record<string, string>): Promise<string> {
  const world: AccessWorld = { ...account, service: cloud.http, signingName: "cloudformation" };
  return String((await send(world, formCall(action, fields), account.administrator)).body);
}

const NEW = { StackName: "one", TemplateBody: template("1") };
const TOO_LONG = "a".repeat(129);
const STACK_PATTERN = "([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)";

describe("members that break AWS's model", () => {
  test.each([
    ["CreateStack", { TemplateBody: "{}" }, "Value null at 'stackName' failed", "not be null"],
    ["DeleteStack", {}, "Value null at 'stackName' failed", "not be null"],
    ["DescribeStackResource", { StackName: "one" }, "Value null at 'logicalResourceId'", "not be null"],
    ["UpdateTerminationProtection", { StackName: "one" }, "at 'enableTerminationProtection'", "not be null"],
    ["GetTemplate", {}, "Value null at 'stackName' failed", "not be null"],
    [
      "ListChangeSets",
      { StackName: "a b" },
      "Value 'a b' at 'stackName'",
      `expression pattern: ${STACK_PATTERN}`,
    ],
    [
      "CreateChangeSet",
      { ...NEW, ChangeSetName: "1" },
      "Value '1' at 'changeSetName'",
      "[a-zA-Z][-a-zA-Z0-9]*",
    ],
    [
      "CreateChangeSet",
      { ...NEW, ChangeSetName: "c", ClientToken: TOO_LONG },
      "at 'clientToken'",
      "equal to 128",
    ],
    [
      "CreateStack",
      { ...NEW, ClientRequestToken: TOO_LONG },
      "at 'clientRequestToken'",
      "than or equal to 128",
    ],
    [
      "CreateStack",
      { ...NEW, ClientRequestToken: "-" },
      "at 'clientRequestToken'",
      "[a-zA-Z0-9][-a-zA-Z0-9]*",
    ],
    [
      "CreateStack",
      { ...NEW, RoleARN: "short" },
      "Value 'short' at 'roleARN'",
      "greater than or equal to 20",
    ],
    ["CreateStack", { ...NEW, TemplateBody: "" }, "Value '' at 'templateBody'", "greater than or equal to 1"],
    ["CreateStack", { ...NEW, TimeoutInMinutes: "0" }, "Value '0' at 'timeoutInMinutes'", "equal to 1"],
    [
      "CreateStack",
      { ...NEW, TimeoutInMinutes: "1.5" },
      "Value '1.5' at 'TimeoutInMinutes'",
      "be an integer",
    ],
    ["CreateStack", { ...NEW, DisableRollback: "perhaps" }, "Value 'perhaps' at", "be a boolean"],
    [
      "CreateStack",
      { ...NEW, "Tags.member.1.Key": "a" },
      "Value null at 'tags.1.member.value'",
      "not be null",
    ],
    [
      "CreateStack",
      { ...NEW, "Capabilities.member.1": "CAPABILITY_IAM", "Capabilities.member.2": "CAPABILITY_ALL" },
      "Value '[CAPABILITY_IAM, CAPABILITY_ALL]' at 'capabilities' failed to satisfy constraint: Member must satisfy constraint",
      "[Member must satisfy enum value set: [CAPABILITY_NAMED_IAM, CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND]]",
    ],
    [
      "GetTemplate",
      { StackName: "one", TemplateStage: "Raw" },
      "Value 'Raw' at 'templateStage'",
      "enum value set",
    ],
    ["ListStacks", { "StackStatusFilter.member.1": "UP" }, "Value 'UP' at", "enum value set"],
  ] as const)("%s with %j", async (action, fields, ...texts) => {
    const body = (await answer(action, fields)).replaceAll("&apos;", "'").replaceAll("&#39;", "'");

    expect(body).toContain("<Code>ValidationError</Code>");
    for (const text of texts) expect(body).toContain(text);
    expect(cloud.engine.list()).toEqual([]);
  });
});

/** Each member that changes what would happen, in the form that asks for it. */
const REFUSED: Readonly<Record<string, Record<string, string>>> = {
  DeploymentConfig: { "DeploymentConfig.Mode": "EXPRESS" },
  DeploymentMode: { DeploymentMode: "REVERT_DRIFT" },
  DisableValidation: { DisableValidation: "true" },
  ForceRollback: { ForceRollback: "true" },
  ImportExistingResources: { ImportExistingResources: "true" },
  IncludeNestedStacks: { IncludeNestedStacks: "true" },
  NotificationARNs: { "NotificationARNs.member.1": "arn:aws:sns:eu-west-1:123456789012:topic" },
  ResourceTypes: { "ResourceTypes.member.1": "AWS::S3::*" },
  ResourcesToImport: {
    "ResourcesToImport.member.1.ResourceType": "AWS::S3::Bucket",
    "ResourcesToImport.member.1.LogicalResourceId": "B",
    "ResourcesToImport.member.1.ResourceIdentifier.entry.1.key": "BucketName",
    "ResourcesToImport.member.1.ResourceIdentifier.entry.1.value": "b",
  },
  RollbackConfiguration: { "RollbackConfiguration.MonitoringTimeInMinutes": "5" },
  StackPolicyBody: { StackPolicyBody: "{}" },
  StackPolicyDuringUpdateBody: { StackPolicyDuringUpdateBody: "{}" },
  StackPolicyDuringUpdateURL: { StackPolicyDuringUpdateURL: "https://s3.amazonaws.com/b/k" },
  StackPolicyURL: { StackPolicyURL: "https://s3.amazonaws.com/b/k" },
  StackSetName: { StackSetName: "set" },
};
const OPERATIONS = [
  "ContinueUpdateRollback",
  "CreateChangeSet",
  "CreateStack",
  "DeleteStack",
  "GetTemplateSummary",
  "RollbackStack",
  "UpdateStack",
];
const CASES = OPERATIONS.flatMap((operation) =>
  Object.keys(modelledInput("cloudformation", operation))
    .filter((member) => Object.hasOwn(REFUSED, member))
    .map((member) => [operation, member] as const),
);

describe("WIRE-5 members that nothing honours", () => {
  test.each(CASES)("%s refuses %s by name", async (operation, member) => {
    const body = await answer(operation, { ...NEW, ChangeSetName: "c", ...REFUSED[member] });

    expect(body).toMatch(new RegExp(`<Message>${member}\\S* of ${operation} is not supported`));
    expect(cloud.engine.list()).toEqual([]);
  });

  test("every one of them is a member of an operation", () => {
    expect(new Set(CASES.map(([, member]) => member))).toEqual(new Set(Object.keys(REFUSED)));
  });
});
