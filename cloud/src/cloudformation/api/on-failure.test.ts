import {
  CreateChangeSetCommand,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, describe, expect, test } from "vitest";
import { THING } from "../testing/chain.ts";
import { type ServedHarness, served } from "../testing/client.ts";
import { template } from "../testing/things.ts";

let cloud: ServedHarness;
afterEach(() => cloud.stop());

const create = (more: Partial<CreateStackCommandInput>) =>
  cloud.client.send(new CreateStackCommand({ StackName: "one", TemplateBody: template("1"), ...more }));

async function endOf(stackId: string | undefined) {
  const stack = () => cloud.client.send(new DescribeStacksCommand({ StackName: stackId }));
  await expect.poll(async () => (await stack()).Stacks?.[0]?.StackStatus).not.toMatch(/_IN_PROGRESS$/);
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

describe("RollbackStack", () => {
  const update = (value: string, more: object = {}) =>
    cloud.client.send(new UpdateStackCommand({ StackName: "one", TemplateBody: template(value), ...more }));
  const rollBack = () => cloud.client.send(new RollbackStackCommand({ StackName: "one" }));
  const two = (value: string) => ({
    TemplateBody: template(value, { Resources: { A: thing(value), B: thing("b") } }),
  });
  const thing = (value: string) => ({ Type: THING, Properties: { Value: value } });

  /** `one` with A = 1, then two updates that failed and were left: A = 2, A = 3. */
  async function failedTwice(): Promise<string | undefined> {
    cloud = await served();
    const { StackId } = await create({});
    await endOf(StackId);
    for (const value of ["2", "3"]) {
      cloud.world.failOn("create B");
      await update(value, { ...two(value), DisableRollback: true });
      expect((await endOf(StackId))?.StackStatus).toBe("UPDATE_FAILED");
      expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: value });
    }
    return StackId;
  }

  test("leads back to the last state that was complete", async () => {
    const stackId = await failedTwice();
    await rollBack();
    expect((await endOf(stackId))?.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: "1" });
    const { TemplateBody } = await cloud.client.send(new GetTemplateCommand({ StackName: "one" }));
    expect(TemplateBody).toBe(template("1"));
    await expect(rollBack()).rejects.toThrow(
      "is in UPDATE_ROLLBACK_COMPLETE state and can not be rolled back.",
    );
  });

  test("an update that fails after others leads back as far", async () => {
    const stackId = await failedTwice();
    cloud.world.failOn("create B");
    await update("4", two("4"));
    expect((await endOf(stackId))?.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: "1" });
  });

  test("an update that succeeds ends the rollback", async () => {
    const stackId = await failedTwice();
    await update("4", two("4"));
    expect((await endOf(stackId))?.StackStatus).toBe("UPDATE_COMPLETE");
    cloud.world.failOn("update A");
    await update("5", two("5"));
    await endOf(stackId);
    expect(cloud.world.resources.get("A-1")?.properties).toEqual({ Value: "4" });
    await expect(rollBack()).rejects.toMatchObject({ name: "ValidationError" });
  });

  test("of a failed creation deletes what it created; of a missing stack is refused", async () => {
    cloud = await served();
    await expect(rollBack()).rejects.toThrow("Stack [one] does not exist");
    cloud.world.failOn("create B");
    const { StackId } = await create({ ...two("1"), DisableRollback: true });
    expect((await endOf(StackId))?.StackStatus).toBe("CREATE_FAILED");
    expect(cloud.world.resources.size).toBe(1);
    await rollBack();
    expect((await endOf(StackId))?.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(cloud.world.resources.size).toBe(0);
  });
});
