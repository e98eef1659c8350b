import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStackEventsCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { deleteStack, endOf } from "../support/stack-end.ts";

const { cloudformation } = clientsFor(inject("product"));
const StackName = "property-values";
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
};

const template = (Type: string, properties: string) =>
  `{"Resources": {"Thing": {"Type": "${Type}", "Properties": ${properties}}}}`;
const role = (properties: object) =>
  template("AWS::IAM::Role", JSON.stringify({ AssumeRolePolicyDocument: TRUST, ...properties }));

/** How the stack ended, and why its resource failed. */
async function outcomeOf(TemplateBody: string): Promise<[string | undefined, string | undefined]> {
  const Capabilities = ["CAPABILITY_NAMED_IAM" as const];
  await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities }));
  const end = await endOf(cloudformation, StackName);
  const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED");
  return [end?.StackStatus, failed?.ResourceStatusReason];
}

afterEach(() => deleteStack(cloudformation, StackName));

describe("CFN-SCHEMA CreateStack with a value that the type does not take", () => {
  const failed = (line: string) => `Properties validation failed for resource Thing with message:\n${line}`;
  test.each([
    [
      role({ MaxSessionDuration: "lots" }),
      failed("#/MaxSessionDuration: expected type: Integer, found: String"),
    ],
    [
      template("AWS::S3::Bucket", '{"PublicAccessBlockConfiguration": {"BlockPublicAcls": "yes"}}'),
      failed("#/PublicAccessBlockConfiguration/BlockPublicAcls: expected type: Boolean, found: String"),
    ],
    [
      template("AWS::S3::Bucket", '{"__proto__": {"x": 1}}'),
      failed("#: extraneous key [__proto__] is not permitted"),
    ],
  ])("%s is rolled back with the sentence of the schema", async (body, reason) => {
    expect(await outcomeOf(body)).toEqual(["ROLLBACK_COMPLETE", reason]);
  });

  test("is rolled back with the sentence of the API where the schema says nothing", async () => {
    expect(await outcomeOf(role({ RoleName: "my role!" }))).toEqual([
      "ROLLBACK_COMPLETE",
      expect.stringMatching(
        /^Resource handler returned message: "1 validation error detected: Value 'my role!' at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\w\+=,\.@-\]\+" \(RequestToken: [-0-9a-f]{36}, HandlerErrorCode: InvalidRequest\)$/,
      ),
    ]);
  });

  test("is made when the value spells what the schema asks for", async () => {
    expect(await outcomeOf(role({ MaxSessionDuration: "7200" }))).toEqual(["CREATE_COMPLETE", undefined]);
  });
});

test("CFN-ATTRIBUTE an attribute that the type has not is refused by CreateStack and CreateChangeSet", async () => {
  const TemplateBody = JSON.stringify({
    Resources: { Log: { Type: "AWS::Logs::LogGroup" } },
    Outputs: { Name: { Value: { "Fn::GetAtt": ["Log", "Name"] } } },
  });
  const source = { StackName, TemplateBody };
  const refusal = {
    name: "ValidationError",
    message: "Template error: resource Log does not support attribute type Name in Fn::GetAtt",
    status: 400,
  };
  expect(await refusalOf(cloudformation.send(new CreateStackCommand(source)))).toEqual(refusal);
  const changeSet = new CreateChangeSetCommand({ ...source, ChangeSetName: "bad", ChangeSetType: "CREATE" });
  expect(await refusalOf(cloudformation.send(changeSet))).toEqual(refusal);
});
