import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListChangeSetsCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  SetStackPolicyCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import { afterEach, describe, expect, test } from "vitest";
import { type ServedHarness, served } from "../testing/client.ts";

const THING = "Test::Fake::Thing";
const template = (value: string, more: object = {}) =>
  JSON.stringify({
    Description: "A thing",
    Parameters: { Secret: { Type: "String", NoEcho: true, Default: "hush" } },
    Resources: { A: { Type: THING, Properties: { Value: value } } },
    Outputs: { Id: { Value: { Ref: "A" }, Export: { Name: "the-id" } } },
    ...more,
  });

let cloud: ServedHarness;
afterEach(() => cloud.stop());

const within = () => ({ client: cloud.client, maxWaitTime: 5, minDelay: 1, maxDelay: 1 });

async function created(body = template("1")) {
  await cloud.client.send(new CreateStackCommand({ StackName: "one", TemplateBody: body }));
  await waitUntilStackCreateComplete(within(), { StackName: "one" });
}

describe("CreateStack", () => {
  test("CFN-NOECHO CreateStack answers at once, DescribeStacks tells the end", async () => {
    cloud = await served();
    await created();
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
    await created();
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
    await waitUntilStackCreateComplete(within(), { StackName: "one" });
  });

  test("CreateStack refuses what it would otherwise ignore, by name", async () => {
    cloud = await served();
    const request = { StackName: "one", TemplateBody: template("1") };
    await expect(
      cloud.client.send(
        new CreateStackCommand({ ...request, RoleARN: "arn:aws:iam::123456789012:role/xxxxx" }),
      ),
    ).rejects.toThrow("The parameter RoleARN is not supported by Portcullis");
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
    await waitUntilStackCreateComplete(within(), { StackName: "one" });
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
    await created();
    await cloud.client.send(new UpdateStackCommand({ StackName: "one", TemplateBody: template("2") }));
    await waitUntilStackUpdateComplete(within(), { StackName: "one" });
    expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: "2" });
    const again = cloud.client.send(new UpdateStackCommand({ StackName: "one", UsePreviousTemplate: true }));
    await expect(again).rejects.toMatchObject({
      name: "ValidationError",
      message: "No updates are to be performed.",
    });
  });

  test("UpdateStack of an unknown stack is refused", async () => {
    cloud = await served();
    const call = cloud.client.send(new UpdateStackCommand({ StackName: "no", TemplateBody: template("1") }));
    await expect(call).rejects.toThrow("Stack [no] does not exist");
  });

  test("DeleteStack deletes; the stack is then found by id only; an unknown name succeeds", async () => {
    cloud = await served();
    await created();
    const id = cloud.engine.describe("one")?.stackId ?? "";
    await cloud.client.send(new DeleteStackCommand({ StackName: "one" }));
    await waitUntilStackDeleteComplete(within(), { StackName: "one" });
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
    await created();
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
    await waitUntilStackDeleteComplete(within(), { StackName: "one" });
  });
});

describe("exports", () => {
  test("CFN-EXPORT an export in use is listed and protects its stack", async () => {
    cloud = await served();
    await created();
    const user = JSON.stringify({
      Resources: { B: { Type: THING, Properties: { Value: { "Fn::ImportValue": "the-id" } } } },
    });
    await cloud.client.send(new CreateStackCommand({ StackName: "two", TemplateBody: user }));
    await waitUntilStackCreateComplete(within(), { StackName: "two" });
    const { Exports } = await cloud.client.send(new ListExportsCommand({}));
    expect(Exports).toMatchObject([{ Name: "the-id", Value: "A-1" }]);
    const { Imports } = await cloud.client.send(new ListImportsCommand({ ExportName: "the-id" }));
    expect(Imports).toEqual(["two"]);
    await expect(cloud.client.send(new DeleteStackCommand({ StackName: "one" }))).rejects.toThrow(
      "Export the-id cannot be deleted as it is in use by two",
    );
    await cloud.engine.remove("two");
    await cloud.engine.remove("one");
    expect(cloud.world.resources.size).toBe(0);
  });
});

describe("change sets", () => {
  const propose = (type: "CREATE" | "UPDATE", body: string, name = "cs") =>
    cloud.client.send(
      new CreateChangeSetCommand({
        StackName: "one",
        ChangeSetName: name,
        ChangeSetType: type,
        TemplateBody: body,
      }),
    );

  test("CreateChangeSet of a new stack waits in REVIEW_IN_PROGRESS until it is executed", async () => {
    cloud = await served();
    const { Id } = await propose("CREATE", template("1"));
    const described = await cloud.client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
    expect(described).toMatchObject({
      Status: "CREATE_COMPLETE",
      ExecutionStatus: "AVAILABLE",
      StackName: "one",
      Changes: [
        {
          Type: "Resource",
          ResourceChange: {
            Action: "Add",
            LogicalResourceId: "A",
            ResourceType: THING,
            Details: [],
            Scope: [],
          },
        },
      ],
    });
    expect(described.Changes?.[0]?.ResourceChange).not.toHaveProperty("Replacement");
    expect(cloud.engine.describe("one")?.status).toBe("REVIEW_IN_PROGRESS");
    expect(cloud.world.calls).toEqual([]);
    await cloud.client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id, StackName: "one" }));
    await waitUntilStackCreateComplete(within(), { StackName: "one" });
    const { StackEvents = [] } = await cloud.client.send(
      new DescribeStackEventsCommand({ StackName: "one" }),
    );
    expect(
      StackEvents.map((event) => [
        event.LogicalResourceId,
        event.ResourceStatus,
        event.ResourceStatusReason,
      ]).reverse(),
    ).toEqual([
      ["one", "REVIEW_IN_PROGRESS", "User Initiated"],
      ["one", "CREATE_IN_PROGRESS", "User Initiated"],
      ["A", "CREATE_IN_PROGRESS", undefined],
      ["A", "CREATE_IN_PROGRESS", "Resource creation Initiated"],
      ["A", "CREATE_COMPLETE", undefined],
      ["one", "CREATE_COMPLETE", undefined],
    ]);
    const times = StackEvents.map((event) => event.Timestamp?.getTime() ?? 0);
    expect(times).toEqual([...new Set(times)].sort((a, b) => b - a));
    const { Stacks: [stack] = [] } = await cloud.client.send(new DescribeStacksCommand({ StackName: "one" }));
    expect(stack).toMatchObject({ ChangeSetId: Id, LastUpdatedTime: expect.any(Date) });
    const { Summaries } = await cloud.client.send(new ListChangeSetsCommand({ StackName: "one" }));
    expect(Summaries).toMatchObject([{ ChangeSetName: "cs", ExecutionStatus: "EXECUTE_COMPLETE" }]);
  });

  test("DescribeChangeSet of an update tells modification, replacement and removal", async () => {
    cloud = await served();
    const resources = (fixed: string, extra: object) =>
      template("1", {
        Resources: {
          A: { Type: THING, Properties: { Fixed: fixed } },
          B: { Type: THING, Properties: { Value: { Ref: "A" } } },
          ...extra,
        },
      });
    await created(resources("x", { C: { Type: THING } }));
    await propose("UPDATE", resources("y", {}));
    const { Changes = [] } = await cloud.client.send(
      new DescribeChangeSetCommand({ ChangeSetName: "cs", StackName: "one" }),
    );
    expect(Changes.map(({ ResourceChange: change }) => change)).toMatchObject([
      {
        Action: "Modify",
        LogicalResourceId: "A",
        PhysicalResourceId: "A-1",
        Replacement: "True",
        PolicyAction: "ReplaceAndDelete",
        Scope: ["Properties"],
        Details: [
          {
            Target: { Attribute: "Properties", Name: "Fixed", RequiresRecreation: "Always" },
            Evaluation: "Static",
            ChangeSource: "DirectModification",
          },
        ],
      },
      {
        Action: "Modify",
        LogicalResourceId: "B",
        Replacement: "False",
        Details: [{ Evaluation: "Dynamic", ChangeSource: "ResourceReference", CausingEntity: "A" }],
      },
      { Action: "Remove", LogicalResourceId: "C" },
    ]);
    expect(cloud.world.calls).toHaveLength(3);
  });

  test("a change set without changes is FAILED and cannot be executed", async () => {
    cloud = await served();
    await created();
    const { Id } = await propose("UPDATE", template("1"));
    expect(await cloud.client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }))).toMatchObject({
      Status: "FAILED",
      ExecutionStatus: "UNAVAILABLE",
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(cloud.client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }))).rejects.toMatchObject(
      {
        message: `ChangeSet [${Id}] cannot be executed in its current status of [FAILED]`,
      },
    );
  });

  test("CreateChangeSet refuses the wrong type for the stack", async () => {
    cloud = await served();
    await expect(propose("UPDATE", template("1"))).rejects.toThrow("Stack [one] does not exist");
    await created();
    await expect(propose("CREATE", template("1"))).rejects.toThrow(
      "Stack [one] already exists and cannot be created again with the changeSet [cs].",
    );
  });

  test("a failed transform makes a FAILED change set with AWS's frame", async () => {
    cloud = await served();
    const body = JSON.stringify({
      Transform: "AWS::Serverless-2016-10-31",
      Resources: { F: { Type: "AWS::Serverless::Function", Properties: { Foo: 1 } } },
    });
    const { Id } = await propose("CREATE", body);
    expect(await cloud.client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }))).toMatchObject({
      Status: "FAILED",
      StatusReason:
        "Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: 1. Resource with id [F] is invalid. property Foo not defined for resource of type AWS::Serverless::Function",
    });
  });

  test("DescribeChangeSet of an unknown one is 404 ChangeSetNotFound", async () => {
    cloud = await served();
    await created();
    await expect(
      cloud.client.send(new DescribeChangeSetCommand({ ChangeSetName: "no", StackName: "one" })),
    ).rejects.toMatchObject({ message: "ChangeSet [no] does not exist", $metadata: { httpStatusCode: 404 } });
  });
});

describe("reading", () => {
  test("the resources of a stack in all three views", async () => {
    cloud = await served();
    await created();
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
    await created();
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
    await created();
    const valid = await cloud.client.send(new ValidateTemplateCommand({ TemplateBody: template("1") }));
    expect(valid).toMatchObject({ Description: "A thing", Parameters: [{ ParameterKey: "Secret" }] });
    await expect(cloud.client.send(new ValidateTemplateCommand({ TemplateBody: "{}" }))).rejects.toThrow(
      "Template format error: At least one Resources member must be defined.",
    );
    const { StackSummaries } = await cloud.client.send(new ListStacksCommand({}));
    expect(StackSummaries).toMatchObject([{ StackName: "one", StackStatus: "CREATE_COMPLETE" }]);
  });

  test("what AWS has and this cloud has not is refused by name", async () => {
    cloud = await served();
    await expect(cloud.client.send(new SetStackPolicyCommand({ StackName: "one" }))).rejects.toThrow(
      "SetStackPolicy is not supported by Portcullis",
    );
  });
});
