import {
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  SetStackPolicyCommand,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, describe, expect, test } from "vitest";
import { THING } from "../testing/chain.ts";
import { type ServedHarness, served } from "../testing/client.ts";
import { created, template } from "../testing/things.ts";

let cloud: ServedHarness;
afterEach(() => cloud.stop());

describe("reading", () => {
  test("the resources of a stack in all three views", async () => {
    cloud = await served();
    await created(cloud);
    const row = { LogicalResourceId: "A", PhysicalResourceId: "A-1", ResourceStatus: "CREATE_COMPLETE" };
    const { StackResources } = await cloud.client.send(
      new DescribeStackResourcesCommand({ StackName: "one" }),
    );
    expect(StackResources).toMatchObject([row]);
    const { StackResourceSummaries } = await cloud.client.send(
      new ListStackResourcesCommand({ StackName: "one" }),
    );
    expect(StackResourceSummaries).toMatchObject([row]);
    const { StackResourceDetail } = await cloud.client.send(
      new DescribeStackResourceCommand({ StackName: "one", LogicalResourceId: "A" }),
    );
    expect(StackResourceDetail).toMatchObject({ ...row, StackName: "one" });
    await expect(
      cloud.client.send(new DescribeStackResourceCommand({ StackName: "one", LogicalResourceId: "Z" })),
    ).rejects.toThrow("Resource Z does not exist for stack one");
  });

  test("GetTemplate gives the text as submitted, GetTemplateSummary its parameters", async () => {
    cloud = await served();
    await created(cloud);
    const { TemplateBody, StagesAvailable } = await cloud.client.send(
      new GetTemplateCommand({ StackName: "one" }),
    );
    expect(TemplateBody).toBe(template("1"));
    expect(StagesAvailable).toEqual(["Original", "Processed"]);
    const summary = await cloud.client.send(new GetTemplateSummaryCommand({ StackName: "one" }));
    expect(summary).toMatchObject({
      Parameters: [{ ParameterKey: "Secret", ParameterType: "String", NoEcho: true, DefaultValue: "hush" }],
      ResourceTypes: [THING],
    });
    await expect(cloud.client.send(new GetTemplateSummaryCommand({ StackName: "no" }))).rejects.toThrow(
      "Stack with id no does not exist",
    );
  });

  test("ValidateTemplate and ListStacks", async () => {
    cloud = await served();
    await created(cloud);
    const valid = await cloud.client.send(new ValidateTemplateCommand({ TemplateBody: template("1") }));
    expect(valid).toMatchObject({ Description: "A thing", Parameters: [{ ParameterKey: "Secret" }] });
    const untransformed = "Resources: { F: { Type: AWS::Serverless::Function } }";
    await expect(
      cloud.client.send(new ValidateTemplateCommand({ TemplateBody: untransformed })),
    ).rejects.toThrow("Template format error: Unrecognized resource types: [AWS::Serverless::Function]");
    await expect(cloud.client.send(new ValidateTemplateCommand({ TemplateBody: "{}" }))).rejects.toThrow(
      "Template format error: At least one Resources member must be defined.",
    );
    const { StackSummaries } = await cloud.client.send(new ListStacksCommand({}));
    expect(StackSummaries).toMatchObject([{ StackName: "one", StackStatus: "CREATE_COMPLETE" }]);
  });

  test("what is not supported here is refused by name", async () => {
    cloud = await served();
    await expect(cloud.client.send(new SetStackPolicyCommand({ StackName: "one" }))).rejects.toThrow(
      "SetStackPolicy is not supported by Portcullis",
    );
  });
});
