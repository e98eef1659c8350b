import {
  CreateChangeSetCommand,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type ServedHarness, served } from "../testing/client.ts";
import { template } from "../testing/things.ts";

let cloud: ServedHarness;
afterEach(() => cloud.stop());

const create = (more: Partial<CreateStackCommandInput>) =>
  cloud.client.send(new CreateStackCommand({ StackName: "one", TemplateBody: template("1"), ...more }));

async function endOf(stackId: string | undefined) {
  const stack = () => cloud.client.send(new DescribeStacksCommand({ StackName: stackId }));
  await vi.waitUntil(async () => !(await stack()).Stacks?.[0]?.StackStatus?.endsWith("_IN_PROGRESS"));
  return (await stack()).Stacks?.[0];
}

describe("a creation that fails", () => {
  test.each([
    [{}, "ROLLBACK_COMPLETE", false],
    [{ OnFailure: "ROLLBACK" }, "ROLLBACK_COMPLETE", false],
    [{ OnFailure: "DO_NOTHING" }, "CREATE_FAILED", true],
    [{ DisableRollback: true }, "CREATE_FAILED", true],
    [{ OnFailure: "DELETE" }, "DELETE_COMPLETE", false],
  ] as const)("CreateStack with %j ends in %s", async (more, status, disabled) => {
    cloud = await served();
    cloud.world.failOn("create A");
    const { StackId } = await create(more);
    expect(await endOf(StackId)).toMatchObject({ StackStatus: status, DisableRollback: disabled });
  });

  test("OnFailure DELETE says what failed; the name is free again", async () => {
    cloud = await served();
    cloud.world.failOn("create A");
    const { StackId } = await create({ OnFailure: "DELETE" });
    await endOf(StackId);
    const { StackEvents = [] } = await cloud.client.send(
      new DescribeStackEventsCommand({ StackName: StackId }),
    );
    expect(StackEvents.map(({ ResourceStatusReason: reason }) => reason)).toContain(
      "The following resource(s) failed to create: [A]. Delete requested by user.",
    );
    expect((await endOf((await create({})).StackId))?.StackStatus).toBe("CREATE_COMPLETE");
  });

  test("a change set keeps OnStackFailure until it is executed", async () => {
    cloud = await served();
    cloud.world.failOn("create A");
    const proposal = { StackName: "one", ChangeSetName: "cs", TemplateBody: template("1") };
    const { Id, StackId } = await cloud.client.send(
      new CreateChangeSetCommand({ ...proposal, ChangeSetType: "CREATE", OnStackFailure: "DELETE" }),
    );
    await cloud.client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
    expect((await endOf(StackId))?.StackStatus).toBe("DELETE_COMPLETE");
  });

  test("contradictions and unknown values are refused, nothing is made", async () => {
    cloud = await served();
    await expect(create({ OnFailure: "DELETE", DisableRollback: true })).rejects.toThrow(
      "You can specify either DisableRollback or OnFailure, but not both.",
    );
    await expect(create({ OnFailure: "EXPLODE" as never })).rejects.toThrow(
      "Value 'EXPLODE' at 'onFailure' failed to satisfy constraint: Member must satisfy enum value set: [ROLLBACK, DELETE, DO_NOTHING]",
    );
    expect(cloud.engine.list()).toEqual([]);
  });
});
