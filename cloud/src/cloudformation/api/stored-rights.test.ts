import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allow, type RightsCloud, rightsCloud } from "../testing/rights.ts";

const SERVICE = { Service: "cloudformation.amazonaws.com" };
let rights: RightsCloud;
beforeAll(async () => {
  rights = await rightsCloud();
});
afterAll(() => rights.close());

describe("CFN-STORED a parameter of the Parameter Store is read for who may read it", () => {
  const Parameters = { P: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/kept" } };
  const group = (name: unknown) => ({
    Log: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: name } },
  });
  const kept = {
    Stored: {
      Type: "AWS::SSM::Parameter",
      Properties: { Name: "/kept", Type: "String", Value: "stored-group" },
    },
  };
  const READ =
    "is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/kept";

  test("CFN-STORED by name in a parameter: refused before anything is made", async () => {
    await rights.create(rights.administrator, "store", { resources: kept });
    const body = JSON.stringify({ Parameters, Resources: group({ Ref: "P" }) });
    const typed = { resources: {}, TemplateBody: body };
    const without = await rights.as("stored-without", [allow("cloudformation:*", "logs:*")]);
    const reader = await rights.as("stored-reader", [
      allow("cloudformation:*", "logs:*", "ssm:GetParameters"),
    ]);

    await expect(rights.create(without, "typed", typed)).rejects.toThrow(READ);
    expect((await rights.create(reader, "typed", typed)).status).toBe("CREATE_COMPLETE");
  });

  test("CFN-STORED by a dynamic reference: the resource fails", async () => {
    const away = {
      Stored: {
        ...kept.Stored,
        Properties: { ...kept.Stored.Properties, Name: "/dynamic", Value: "dynamic-group" },
      },
    };
    await rights.create(rights.administrator, "dynamic-store", { resources: away });
    const without = await rights.as("dynamic-without", [allow("cloudformation:*", "logs:*")]);
    const resources = group("{{resolve:ssm:/dynamic}}");

    const refused = await rights.create(without, "dynamic", { resources });
    expect(refused.status).toBe("ROLLBACK_COMPLETE");
    expect(refused.failures["Log"]).toContain(READ.replace("kept", "dynamic"));
    const RoleARN = await rights.role("stored-role", [allow("logs:*", "ssm:GetParameters")], SERVICE);
    const passer = await rights.as("stored-passer", [allow("cloudformation:*", "iam:PassRole")]);
    expect((await rights.create(passer, "by-role", { resources, RoleARN })).status).toBe("CREATE_COMPLETE");
  });

  test("CFN-STORED tags of the parameter count, for no and for yes", async () => {
    const Properties = { Name: "/tagged", Type: "String", Value: "tagged-group", Tags: { level: "secret" } };
    const resources = { Stored: { Type: "AWS::SSM::Parameter", Properties } };
    await rights.create(rights.administrator, "tagged-store", { resources });
    const read = {
      resources: {},
      TemplateBody: JSON.stringify({ Resources: group("{{resolve:ssm:/tagged}}") }),
    };
    const may = allow("cloudformation:*", "logs:*", "ssm:GetParameters");
    const tagged = { StringEquals: { "aws:ResourceTag/level": "secret" } };
    const denied = await rights.as("tagged-denied", [
      may,
      { ...allow("ssm:*"), Effect: "Deny", Condition: tagged },
    ]);
    const cleared = await rights.as("tagged-cleared", [
      allow("cloudformation:*", "logs:*"),
      { ...allow("ssm:GetParameters"), Condition: tagged },
    ]);

    expect((await rights.create(denied, "tagged-no", read)).failures["Log"]).toContain("explicit deny");
    expect((await rights.create(cleared, "tagged-yes", read)).status).toBe("CREATE_COMPLETE");
  });
});
