import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import { afterEach, describe, expect, test } from "vitest";
import { THING } from "../testing/chain.ts";
import { type ServedHarness, served } from "../testing/client.ts";
import { created, template, within } from "../testing/things.ts";

let cloud: ServedHarness;
afterEach(() => cloud.stop());

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
    await waitUntilStackCreateComplete(within(cloud), { StackName: "one" });
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
    await created(cloud, resources("x", { C: { Type: THING } }));
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
    await created(cloud);
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
    await created(cloud);
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

  test("CFN-CAPABILITY refused at once without a transform, a FAILED change set after one", async () => {
    cloud = await served();
    const role = { Type: "AWS::IAM::Role" };
    await expect(propose("CREATE", JSON.stringify({ Resources: { R: role } }))).rejects.toMatchObject({
      name: "InsufficientCapabilitiesException",
      message: "Requires capabilities : [CAPABILITY_IAM]",
    });
    const body = JSON.stringify({ Transform: "AWS::Serverless-2016-10-31", Resources: { R: role } });
    const { Id } = await propose("CREATE", body);
    expect(await cloud.client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }))).toMatchObject({
      Status: "FAILED",
      StatusReason: "Requires capabilities : [CAPABILITY_IAM]",
    });
  });

  test.each([{}, { Transform: "AWS::Serverless-2016-10-31" }])(
    "CFN-RULES CreateChangeSet refuses parameters that break a rule (%j)",
    async (more) => {
      cloud = await served();
      const Assertions = [
        { Assert: { "Fn::Equals": [{ Ref: "Secret" }, "loud"] }, AssertDescription: "Loud." },
      ];
      const call = propose("CREATE", template("1", { Rules: { Noise: { Assertions } }, ...more }));
      await expect(call).rejects.toMatchObject({
        name: "ValidationError",
        message: "Rule Noise failed: Loud.",
      });
      expect(cloud.engine.list()).toEqual([]);
    },
  );

  test("the name of an executed change set is free again, that of a waiting one is not", async () => {
    cloud = await served();
    await created(cloud);
    const { Id } = await propose("UPDATE", template("2"));
    await expect(propose("UPDATE", template("3"))).rejects.toMatchObject({ name: "AlreadyExistsException" });
    await cloud.client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
    await waitUntilStackUpdateComplete(within(cloud), { StackName: "one" });
    const again = await propose("UPDATE", template("3"));
    expect(
      await cloud.client.send(new DescribeChangeSetCommand({ ChangeSetName: "cs", StackName: "one" })),
    ).toMatchObject({ ChangeSetId: again.Id, ExecutionStatus: "AVAILABLE" });
  });

  test("CreateChangeSet with the token of one that waits answers that one", async () => {
    cloud = await served();
    await created(cloud);
    const ask = (ClientToken: string) =>
      cloud.client.send(
        new CreateChangeSetCommand({
          StackName: "one",
          ChangeSetName: "cs",
          TemplateBody: template("2"),
          ClientToken,
        }),
      );
    const { Id } = await ask("first");
    expect((await ask("first")).Id).toBe(Id);
    await expect(ask("second")).rejects.toMatchObject({ name: "AlreadyExistsException" });
  });

  test("DescribeChangeSet of an unknown one is 404 ChangeSetNotFound", async () => {
    cloud = await served();
    await created(cloud);
    await expect(
      cloud.client.send(new DescribeChangeSetCommand({ ChangeSetName: "no", StackName: "one" })),
    ).rejects.toMatchObject({ message: "ChangeSet [no] does not exist", $metadata: { httpStatusCode: 404 } });
  });
});
