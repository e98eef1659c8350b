import {
  CreateChangeSetCommand,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, describe, expect, test } from "vitest";
import { THING } from "../testing/chain.ts";
import { type ServedHarness, served } from "../testing/client.ts";
import { template } from "../testing/things.ts";

let cloud: ServedHarness;
afterEach(() => cloud.stop());

const StackName = "one";
const create = (more: Partial<CreateStackCommandInput>) =>
  cloud.client.send(new CreateStackCommand({ StackName, TemplateBody: template("1"), ...more }));

async function end(name: string | undefined = StackName) {
  const stack = async () => {
    const { Stacks } = await cloud.client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0];
  };
  await expect.poll(async () => (await stack())?.StackStatus).not.toMatch(/_IN_PROGRESS$/);
  return await stack();
}

describe("TimeoutInMinutes", () => {
  const two = JSON.stringify({ Resources: { A: { Type: THING }, B: { Type: THING, DependsOn: "A" } } });
  const slowAt = (call: string) => {
    cloud.world.before = (made) => {
      if (made === call) cloud.clock.advanceSeconds(5 * 60);
    };
  };
  const reasons = async (name: string | undefined) => {
    const { StackEvents = [] } = await cloud.client.send(new DescribeStackEventsCommand({ StackName: name }));
    return StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason);
  };

  test.each([
    ["create A", {}, "ROLLBACK_COMPLETE", "Rollback requested by user."],
    ["create B", {}, "ROLLBACK_COMPLETE", "Rollback requested by user."],
    ["create B", { OnFailure: "DELETE" }, "DELETE_COMPLETE", "Delete requested by user."],
    ["create B", { DisableRollback: true }, "CREATE_FAILED", ""],
  ] as const)("is over at %s (%j): %s", async (call, more, status, words) => {
    cloud = await served();
    slowAt(call);
    const { StackId } = await create({ TemplateBody: two, TimeoutInMinutes: 5, ...more });
    expect((await end(StackId))?.StackStatus).toBe(status);
    expect(await reasons(StackId)).toContain(`Stack creation time exceeded the specified timeout. ${words}`);
    expect(cloud.world.calls.includes("create B")).toBe(call === "create B");
  });

  test("is shown, and changes nothing while there is time or for later updates", async () => {
    cloud = await served();
    slowAt("create A");
    await create({ TimeoutInMinutes: 6 });
    expect(await end()).toMatchObject({ StackStatus: "CREATE_COMPLETE", TimeoutInMinutes: 6 });
    slowAt("update A");
    await cloud.client.send(new UpdateStackCommand({ StackName, TemplateBody: template("2") }));
    expect((await end())?.StackStatus).toBe("UPDATE_COMPLETE");
  });

  test.each([0, -1])("%d is refused", async (TimeoutInMinutes) => {
    cloud = await served();
    await expect(create({ TimeoutInMinutes })).rejects.toThrow(
      `Value '${TimeoutInMinutes}' at 'timeoutInMinutes' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
    expect(cloud.engine.list()).toEqual([]);
  });
});

describe("RetainExceptOnCreate", () => {
  const kept = { Type: THING, DeletionPolicy: "Retain" };
  const failing = (Resources: object = {}) =>
    JSON.stringify({ Resources: { ...Resources, K: kept, L: { Type: THING, DependsOn: "K" } } });
  const left = () => [...cloud.world.resources.keys()].map((id) => id.charAt(0)).sort();

  test.each([
    [undefined, ["K"]],
    [false, ["K"]],
    [true, []],
  ])("%s: a creation that is rolled back leaves %j", async (flag, names) => {
    cloud = await served();
    cloud.world.failOn("create L");
    await create({ TemplateBody: failing(), ...(flag === undefined ? {} : { RetainExceptOnCreate: flag }) });
    expect((await end())?.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(left()).toEqual(names);
  });

  test("an update that is rolled back leaves what was there before, and it counts once", async () => {
    cloud = await served();
    const was = { A: kept };
    await create({ TemplateBody: JSON.stringify({ Resources: was }) });
    await end();
    const source = { StackName, TemplateBody: failing(was) };
    cloud.world.failOn("create L");
    await cloud.client.send(new UpdateStackCommand({ ...source, RetainExceptOnCreate: true }));
    expect((await end())?.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(left()).toEqual(["A"]);
    cloud.world.failOn("create L");
    await cloud.client.send(new UpdateStackCommand(source));
    await end();
    expect(left()).toEqual(["A", "K"]);
  });

  test("works for ExecuteChangeSet and RollbackStack", async () => {
    cloud = await served();
    cloud.world.failOn("create L");
    const proposal = { StackName, TemplateBody: failing(), ChangeSetName: "cs" };
    const { Id } = await cloud.client.send(
      new CreateChangeSetCommand({ ...proposal, ChangeSetType: "CREATE" }),
    );
    await cloud.client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id, RetainExceptOnCreate: true }));
    await end();
    expect(left()).toEqual([]);
    cloud.world.failOn("create L");
    await create({ StackName: "two", TemplateBody: failing(), DisableRollback: true });
    await end("two");
    expect(left()).toEqual(["K"]);
    await cloud.client.send(new RollbackStackCommand({ StackName: "two", RetainExceptOnCreate: true }));
    expect((await end("two"))?.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(left()).toEqual([]);
  });
});

test("NotificationARNs may be empty, as sam sends it", async () => {
  cloud = await served();
  await create({ NotificationARNs: [] });
  expect(await end()).toMatchObject({ StackStatus: "CREATE_COMPLETE", NotificationARNs: [] });
});
