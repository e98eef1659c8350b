import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListExportsCommand,
  ListImportsCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import { afterEach, describe, expect, test } from "vitest";
import { THING } from "../testing/chain.ts";
import { type ServedHarness, served } from "../testing/client.ts";
import { created, template, within } from "../testing/things.ts";

let cloud: ServedHarness;
afterEach(() => cloud.stop());

describe("CreateStack", () => {
  test("CFN-NOECHO CreateStack answers at once, DescribeStacks tells the end", async () => {
    cloud = await served();
    await created(cloud);
    const { Stacks: [stack] = [] } = await cloud.client.send(new DescribeStacksCommand({ StackName: "one" }));
    expect(stack).toMatchObject({
      StackName: "one",
      StackStatus: "CREATE_COMPLETE",
      Description: "A thing",
      Parameters: [{ ParameterKey: "Secret", ParameterValue: "****" }],
      Outputs: [{ OutputKey: "Id", OutputValue: "A-1", ExportName: "the-id" }],
      EnableTerminationProtection: false,
      DisableRollback: false,
      Capabilities: [],
      Tags: [],
      NotificationARNs: [],
      DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
    });
    expect(stack?.StackId).toMatch(
      /^arn:aws:cloudformation:eu-west-1:123456789012:stack\/one\/[0-9a-f-]{36}$/,
    );
    expect(stack).not.toHaveProperty("LastUpdatedTime");
  });

  test("CreateStack refuses a name that is taken and a name that is none", async () => {
    cloud = await served();
    await created(cloud);
    const again = cloud.client.send(
      new CreateStackCommand({ StackName: "one", TemplateBody: template("1") }),
    );
    await expect(again).rejects.toMatchObject({
      name: "AlreadyExistsException",
      message: "Stack [one] already exists",
    });
    const bad = cloud.client.send(new CreateStackCommand({ StackName: "1_", TemplateBody: template("1") }));
    await expect(bad).rejects.toMatchObject({ name: "ValidationError" });
  });

  test("CFN-CAPABILITY CreateStack wants IAM to be acknowledged", async () => {
    cloud = await served();
    const body = (properties: object) =>
      JSON.stringify({ Resources: { R: { Type: "AWS::IAM::Role", Properties: properties } } });
    const create = (properties: object, capability?: "CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM") =>
      cloud.client.send(
        new CreateStackCommand({
          StackName: "one",
          TemplateBody: body(properties),
          Capabilities: capability === undefined ? [] : [capability],
        }),
      );
    await expect(create({})).rejects.toMatchObject({
      name: "InsufficientCapabilitiesException",
      message: "Requires capabilities : [CAPABILITY_IAM]",
    });
    await expect(create({ RoleName: "r" }, "CAPABILITY_IAM")).rejects.toMatchObject({
      message: "Requires capabilities : [CAPABILITY_NAMED_IAM]",
    });
    expect(cloud.world.calls).toEqual([]);
    await create({}, "CAPABILITY_IAM");
    await waitUntilStackCreateComplete(within(cloud), { StackName: "one" });
  });

  test("CreateStack refuses what it would otherwise ignore, by name", async () => {
    cloud = await served();
    const request = { StackName: "one", TemplateBody: template("1") };
    await expect(
      cloud.client.send(new CreateStackCommand({ ...request, NotificationARNs: ["arn:x"] })),
    ).rejects.toThrow("NotificationARNs");
  });
});

describe("TemplateURL", () => {
  test.each([
    "https://s3.eu-west-1.amazonaws.com/bucket/folder/t.json",
    "https://bucket.s3.eu-west-1.amazonaws.com/folder/t.json",
    "https://bucket.s3.amazonaws.com/folder/t.json",
    "http://127.0.0.1:4566/bucket/folder/t.json",
    "http://localhost:4566/bucket/folder/t.json",
  ])("TemplateURL %s is read from S3", async (url) => {
    cloud = await served();
    cloud.objects.set("s3://bucket/folder/t.json", template("1"));
    await cloud.client.send(new CreateStackCommand({ StackName: "one", TemplateURL: url }));
    await waitUntilStackCreateComplete(within(cloud), { StackName: "one" });
  });

  test.each([
    ["s3://bucket/key", "S3 error: Domain name specified in bucket is not a valid S3 domain"],
    ["https://example.com/bucket/key", "TemplateURL must be a supported URL."],
    ["http://169.254.169.254/latest/meta-data", "TemplateURL must be a supported URL."],
    ["https://s3.amazonaws.com.evil.example/b/k", "TemplateURL must be a supported URL."],
    ["file:///etc/passwd", "TemplateURL must be a supported URL."],
    ["nonsense", "TemplateURL must be a supported URL."],
    ["http://localhost:4566/bucket/none", "S3 error: The specified key does not exist."],
  ])("CFN-TEMPLATE-URL %s is refused", async (url, message) => {
    cloud = await served();
    const call = cloud.client.send(new CreateStackCommand({ StackName: "one", TemplateURL: url }));
    await expect(call).rejects.toMatchObject({ name: "ValidationError", message });
  });
});

describe("UpdateStack and DeleteStack", () => {
  test("UpdateStack changes the resource; the same again is refused", async () => {
    cloud = await served();
    await created(cloud);
    await cloud.client.send(new UpdateStackCommand({ StackName: "one", TemplateBody: template("2") }));
    await waitUntilStackUpdateComplete(within(cloud), { StackName: "one" });
    expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: "2" });
    const again = cloud.client.send(new UpdateStackCommand({ StackName: "one", UsePreviousTemplate: true }));
    await expect(again).rejects.toMatchObject({
      name: "ValidationError",
      message: "No updates are to be performed.",
    });
  });

  test("UpdateStack keeps the stack's tags when it names none, and takes them away for an empty list", async () => {
    cloud = await served();
    await created(cloud);
    const update = async (value: string, Tags?: { Key: string; Value: string }[]) => {
      const TemplateBody = template(value);
      await cloud.client.send(new UpdateStackCommand({ StackName: "one", TemplateBody, Tags }));
      await waitUntilStackUpdateComplete(within(cloud), { StackName: "one" });
      return cloud.world.resources.get("A-1")?.tags["room"];
    };

    expect(await update("2", [{ Key: "room", Value: "hall" }])).toBe("hall");
    expect(await update("3")).toBe("hall");
    expect(await update("4", [])).toBeUndefined();
  });

  test("UpdateStack takes UsePreviousValue with an empty value, and not with another", async () => {
    cloud = await served();
    const resources = (value: object) =>
      JSON.stringify({
        Parameters: { P: { Type: "String" } },
        Resources: { A: { Type: "Test::Fake::Thing", Properties: { Value: value } } },
      });
    const given = [{ ParameterKey: "P", ParameterValue: "kept" }];
    const StackName = "one";
    const TemplateBody = resources({ Ref: "P" });
    await cloud.client.send(new CreateStackCommand({ StackName, TemplateBody, Parameters: given }));
    await waitUntilStackCreateComplete(within(cloud), { StackName });
    const update = (ParameterValue: string) =>
      cloud.client.send(
        new UpdateStackCommand({
          StackName,
          TemplateBody: resources({ "Fn::Sub": "${P}-2" }),
          Parameters: [{ ParameterKey: "P", UsePreviousValue: true, ParameterValue }],
        }),
      );

    await expect(update("x")).rejects.toThrow("Cannot specify usePreviousValue as true and non empty value");
    await update("");
    await waitUntilStackUpdateComplete(within(cloud), { StackName });
    expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: "kept-2" });
  });

  test("CreateStack and ValidateTemplate refuse YAML aliases, which sam resolves before", async () => {
    cloud = await served();
    const TemplateBody = "Resources:\n  A: &thing {Type: 'Test::Fake::Thing'}\n  B: *thing\n";
    const refusal = {
      name: "ValidationError",
      message: "Template error: YAML aliases are not allowed in CloudFormation templates",
    };
    for (const command of [
      new CreateStackCommand({ StackName: "one", TemplateBody }),
      new ValidateTemplateCommand({ TemplateBody }),
    ]) {
      await expect(cloud.client.send(command as never)).rejects.toMatchObject(refusal);
    }
  });

  test("UpdateStack of an unknown stack is refused", async () => {
    cloud = await served();
    const call = cloud.client.send(new UpdateStackCommand({ StackName: "no", TemplateBody: template("1") }));
    await expect(call).rejects.toThrow("Stack [no] does not exist");
  });

  test("DeleteStack deletes; the stack is then found by id only; an unknown name succeeds", async () => {
    cloud = await served();
    await created(cloud);
    const id = cloud.engine.describe("one")?.stackId ?? "";
    await cloud.client.send(new DeleteStackCommand({ StackName: "one" }));
    await waitUntilStackDeleteComplete(within(cloud), { StackName: "one" });
    await expect(cloud.client.send(new DescribeStacksCommand({ StackName: "one" }))).rejects.toMatchObject({
      name: "ValidationError",
      message: "Stack with id one does not exist",
    });
    const { Stacks: [stack] = [] } = await cloud.client.send(new DescribeStacksCommand({ StackName: id }));
    expect(stack).toMatchObject({ StackStatus: "DELETE_COMPLETE", DeletionTime: expect.any(Date) });
    expect(stack).not.toHaveProperty("EnableTerminationProtection");
    await cloud.client.send(new DeleteStackCommand({ StackName: "never-was" }));
  });

  test("CFN-TERMINATION a protected stack is not deleted", async () => {
    cloud = await served();
    await created(cloud);
    const protect = (EnableTerminationProtection: boolean) =>
      cloud.client.send(
        new UpdateTerminationProtectionCommand({ StackName: "one", EnableTerminationProtection }),
      );
    await protect(true);
    await expect(cloud.client.send(new DeleteStackCommand({ StackName: "one" }))).rejects.toThrow(
      "Stack [one] cannot be deleted while TerminationProtection is enabled",
    );
    await protect(false);
    await cloud.client.send(new DeleteStackCommand({ StackName: "one" }));
    await waitUntilStackDeleteComplete(within(cloud), { StackName: "one" });
  });
});

describe("exports", () => {
  test("CFN-EXPORT an export in use is listed and protects its stack", async () => {
    cloud = await served();
    await created(cloud);
    const user = JSON.stringify({
      Resources: { B: { Type: THING, Properties: { Value: { "Fn::ImportValue": "the-id" } } } },
    });
    await cloud.client.send(new CreateStackCommand({ StackName: "two", TemplateBody: user }));
    await waitUntilStackCreateComplete(within(cloud), { StackName: "two" });
    const { Exports } = await cloud.client.send(new ListExportsCommand({}));
    expect(Exports).toMatchObject([{ Name: "the-id", Value: "A-1" }]);
    const { Imports } = await cloud.client.send(new ListImportsCommand({ ExportName: "the-id" }));
    expect(Imports).toEqual(["two"]);
    await cloud.client.send(new DeleteStackCommand({ StackName: "one" }));
    const StackStatusReason = "Export the-id cannot be deleted as it is in use by two";
    const { Stacks = [] } = await cloud.client.send(new DescribeStacksCommand({ StackName: "one" }));
    expect(Stacks).toMatchObject([{ StackStatus: "CREATE_COMPLETE", StackStatusReason }]);
    const { StackEvents = [] } = await cloud.client.send(
      new DescribeStackEventsCommand({ StackName: "one" }),
    );
    expect(StackEvents.slice(0, 2)).toMatchObject([
      { ResourceStatus: "CREATE_COMPLETE", ResourceStatusReason: StackStatusReason },
      { ResourceStatus: "DELETE_IN_PROGRESS", ResourceStatusReason: "User Initiated" },
    ]);
    await expect(cloud.engine.remove("one")).rejects.toThrow(
      `The stack one was not deleted: ${StackStatusReason}`,
    );
    expect(cloud.world.resources.size).toBe(2);
    await cloud.engine.remove("two");
    await cloud.engine.remove("one");
    expect(cloud.world.resources.size).toBe(0);
  });
});
