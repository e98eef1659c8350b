import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  type ContinueUpdateRollbackCommandInput,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import { THING } from "../testing/chain.ts";
import { type ServedHarness, served } from "../testing/client.ts";

let cloud: ServedHarness;
afterEach(() => cloud.stop());

const StackName = "one";
const thing = (Value: string) => ({ Type: THING, Properties: { Value } });
/** B is made after A. */
const two = (value: string) =>
  JSON.stringify({ Resources: { A: thing(value), B: { ...thing(value), DependsOn: "A" } } });
const update = (value: string, more: object = {}) =>
  cloud.client.send(new UpdateStackCommand({ StackName, TemplateBody: two(value), ...more }));
const goOn = (more: Partial<ContinueUpdateRollbackCommandInput> = {}) =>
  cloud.client.send(new ContinueUpdateRollbackCommand({ StackName, ...more }));
const cancel = (more: object = {}) => cloud.client.send(new CancelUpdateStackCommand({ StackName, ...more }));

async function end(): Promise<string | undefined> {
  const stack = () => cloud.client.send(new DescribeStacksCommand({ StackName }));
  await expect.poll(async () => (await stack()).Stacks?.[0]?.StackStatus).not.toMatch(/_IN_PROGRESS$/);
  return (await stack()).Stacks?.[0]?.StackStatus;
}

/** `A UPDATE_FAILED: reason`, oldest first. */
async function events(): Promise<string[]> {
  const { StackEvents = [] } = await cloud.client.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.reverse().map(
    ({ LogicalResourceId: id, ResourceStatus: status, ResourceStatusReason: reason }) =>
      reason === undefined ? `${id} ${status}` : `${id} ${status}: ${reason}`,
  );
}

/** Fails the calls with these numbers of those that follow, counted from 1. */
function failCalls(...numbers: number[]): void {
  let call = 0;
  cloud.world.before = () => {
    call += 1;
    if (numbers.includes(call)) throw new AwsError("InvalidParameterException", "No.");
  };
}

async function createdTwo(): Promise<void> {
  cloud = await served();
  await cloud.client.send(new CreateStackCommand({ StackName, TemplateBody: two("1") }));
  await end();
}

/** An update to "2" failed at B, and its rollback at A (`alsoB`: and at B). */
async function stuck(alsoB = false): Promise<void> {
  await createdTwo();
  failCalls(2, 3, ...(alsoB ? [4] : []));
  await update("2");
  expect(await end()).toBe("UPDATE_ROLLBACK_FAILED");
}

/** Holds the engine at `call` until the answer is called. */
async function heldAt(call: string, operation: () => Promise<unknown>): Promise<() => void> {
  let release: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    cloud.world.before = (made) => {
      if (made !== call) return;
      cloud.world.before = () => undefined;
      resolve();
      return new Promise<void>((free) => {
        release = free;
      });
    };
  });
  await operation();
  await reached;
  return () => release();
}

const values = () => ["A-1", "B-2"].map((id) => cloud.world.resources.get(id)?.properties["Value"]);
const statuses = async () =>
  (await cloud.client.send(new DescribeStackResourcesCommand({ StackName }))).StackResources?.map(
    ({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`,
  );

describe("ContinueUpdateRollback", () => {
  test("puts back what is left once nothing stands in the way", async () => {
    await stuck();
    expect(values()).toEqual(["2", "1"]);
    const before = (await events()).length;
    await goOn();
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(values()).toEqual(["1", "1"]);
    expect((await events()).slice(before)).toEqual([
      "one UPDATE_ROLLBACK_IN_PROGRESS: User Initiated",
      "A UPDATE_IN_PROGRESS",
      "A UPDATE_COMPLETE",
      "one UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
      "one UPDATE_ROLLBACK_COMPLETE",
    ]);
    await update("2");
    expect(await end()).toBe("UPDATE_COMPLETE");
  });

  test("ends in UPDATE_ROLLBACK_FAILED while something does", async () => {
    await stuck();
    failCalls(1);
    await goOn();
    expect(await end()).toBe("UPDATE_ROLLBACK_FAILED");
    expect((await events()).at(-1)).toBe(
      "one UPDATE_ROLLBACK_FAILED: The following resource(s) failed to update: [A]. ",
    );
    await goOn();
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  test("a skipped resource counts as rolled back and is left alone", async () => {
    await stuck(true);
    expect(await statuses()).toEqual(["A UPDATE_FAILED", "B UPDATE_FAILED"]);
    const calls = cloud.world.calls.length;
    await goOn({ ResourcesToSkip: ["A"] });
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(cloud.world.calls.slice(calls)).toEqual(["update B"]);
    expect(values()).toEqual(["2", "1"]);
    expect(await statuses()).toEqual(["A UPDATE_COMPLETE", "B UPDATE_COMPLETE"]);
  });

  test("what is no resource, or did not fail to roll back, is not skipped", async () => {
    await stuck();
    for (const [name, text] of [
      ["Missing", "The following resource(s) to skip do not exist in the stack: [Missing]"],
      ["Nested.A", "The following resource(s) to skip do not exist in the stack: [Nested.A]"],
      [
        "B",
        "The following resource(s) to skip are not in UPDATE_FAILED state because of a failed rollback: [B]",
      ],
      ["a b", "Value '[A, a b]' at 'resourcesToSkip' failed to satisfy constraint"],
    ] as const) {
      await expect(goOn({ ResourcesToSkip: ["A", name] })).rejects.toThrow(text);
    }
    expect(await end()).toBe("UPDATE_ROLLBACK_FAILED");
    expect(values()).toEqual(["2", "1"]);
  });

  test("a resource that failed before the rollback is not skipped either", async () => {
    await createdTwo();
    failCalls(2, 3);
    const replacing = { Resources: { A: thing("2"), B: { ...thing("2"), DependsOn: "A" } } };
    Object.assign(replacing.Resources.B.Properties, { Fixed: "x" });
    await update("", { TemplateBody: JSON.stringify(replacing) });
    expect(await end()).toBe("UPDATE_ROLLBACK_FAILED");
    await expect(goOn({ ResourcesToSkip: ["B"] })).rejects.toThrow("because of a failed rollback: [B]");
    await goOn({ ResourcesToSkip: ["A"] });
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  test("of a stack in another state, of a missing stack it is refused", async () => {
    await createdTwo();
    await expect(goOn()).rejects.toThrow(/is in CREATE_COMPLETE state and can not be rolled back\.$/);
    await expect(goOn({ StackName: "missing" })).rejects.toThrow("Stack [missing] does not exist");
  });

  test("until then the stack is not updated; it can be deleted", async () => {
    await stuck();
    const TemplateBody = two("3");
    await expect(update("3")).rejects.toThrow("is in UPDATE_ROLLBACK_FAILED state and can not be updated.");
    await expect(
      cloud.client.send(new CreateChangeSetCommand({ StackName, TemplateBody, ChangeSetName: "cs" })),
    ).rejects.toThrow("is in UPDATE_ROLLBACK_FAILED state and can not be updated.");
    await expect(cloud.client.send(new RollbackStackCommand({ StackName }))).rejects.toThrow(
      "is in UPDATE_ROLLBACK_FAILED state and can not be rolled back.",
    );
    await expect(cancel()).rejects.toThrow("CancelUpdateStack cannot be called from current stack status");
    await cloud.client.send(new DeleteStackCommand({ StackName }));
    await expect.poll(() => cloud.engine.list()).toEqual([]);
    expect(cloud.world.resources.size).toBe(0);
  });

  test("killed in the middle it goes on; what was skipped stays so", async () => {
    await stuck(true);
    const release = await heldAt("update B", () => goOn({ ResourcesToSkip: ["A"] }));
    const next = cloud.restarted();
    await next.engine.recover();
    expect(next.engine.describe(StackName)?.status).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(values()).toEqual(["2", "1"]);
    release();
  });

  test("puts changed stack tags back", async () => {
    await createdTwo();
    failCalls(2, 3);
    await update("2", { Tags: [{ Key: "room", Value: "hall" }] });
    expect(await end()).toBe("UPDATE_ROLLBACK_FAILED");
    expect(cloud.world.resources.get("A-1")?.tags).toMatchObject({ room: "hall" });
    await goOn();
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(cloud.world.resources.get("A-1")?.tags).not.toHaveProperty("room");
  });
});

describe("CancelUpdateStack", () => {
  test.each([{}, { DisableRollback: true }])("rolls a running update back (%j)", async (more) => {
    await createdTwo();
    const release = await heldAt("update A", () => update("2", more));
    await cancel();
    const { Stacks = [] } = await cloud.client.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks[0]?.StackStatus).toBe("UPDATE_ROLLBACK_IN_PROGRESS");
    release();
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(values()).toEqual(["1", "1"]);
    expect(cloud.world.calls).not.toContain("update B");
    expect(await events()).toContain("one UPDATE_ROLLBACK_IN_PROGRESS: User Initiated");
  });

  test("in the last step it is heard as well", async () => {
    await createdTwo();
    const release = await heldAt("update B", () => update("2"));
    await cancel();
    release();
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(values()).toEqual(["1", "1"]);
  });

  test("a second call, a stack that is not updated and a missing stack are refused", async () => {
    await createdTwo();
    const refused = "CancelUpdateStack cannot be called from current stack status";
    await expect(cancel()).rejects.toMatchObject({ name: "ValidationError", message: refused });
    await expect(cancel({ StackName: "missing" })).rejects.toThrow("Stack [missing] does not exist");
    const release = await heldAt("update A", () => update("2"));
    await cancel();
    await expect(cancel()).rejects.toThrow(refused);
    release();
    await end();
  });
});

describe("ClientRequestToken", () => {
  test("the same request again changes nothing and is no error; events carry the token", async () => {
    await stuck();
    await goOn({ ClientRequestToken: "again-1" });
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
    const before = await events();
    await goOn({ ClientRequestToken: "again-1" });
    expect(await events()).toEqual(before);
    const { StackEvents = [] } = await cloud.client.send(new DescribeStackEventsCommand({ StackName }));
    expect(StackEvents[0]?.ClientRequestToken).toBe("again-1");
    expect(StackEvents.at(-1)).not.toHaveProperty("ClientRequestToken");
  });

  test("works for every operation on a stack", async () => {
    cloud = await served();
    const ClientRequestToken = "first";
    const create = () =>
      cloud.client.send(new CreateStackCommand({ StackName, TemplateBody: two("1"), ClientRequestToken }));
    const { StackId } = await create();
    await end();
    expect((await create()).StackId).toBe(StackId);
    await expect(update("2", { ClientRequestToken })).rejects.toMatchObject({
      name: "TokenAlreadyExistsException",
    });
    await update("2", { ClientRequestToken: "second" });
    await end();
    expect((await update("2", { ClientRequestToken: "second" })).StackId).toBe(StackId);
  });

  test("one that breaks the rules is refused", async () => {
    await stuck();
    for (const token of ["-x", "a b", "", "x".repeat(129)]) {
      await expect(goOn({ ClientRequestToken: token })).rejects.toThrow(
        `Value '${token}' at 'clientRequestToken' failed to satisfy constraint`,
      );
    }
    expect(await end()).toBe("UPDATE_ROLLBACK_FAILED");
  });
});
