import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, DeleteBucketCommand, GetBucketTaggingCommand } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { deleteStack, endOf } from "../support/stack-end.ts";

const { cloudformation, s3 } = clientsFor(inject("product"));
const STACK = { StackName: "stuck-rollback" };
const Bucket = "stuck-rollback-pictures";

const bucket = (BucketName: string, room: string) => ({
  Type: "AWS::S3::Bucket",
  Properties: { BucketName, Tags: [{ Key: "room", Value: room }] },
});
const template = (room: string, more: object = {}) =>
  JSON.stringify({ Resources: { Pictures: bucket(Bucket, room), ...more } });
/** Fails, after the bucket was changed. */
const FAILING = template("garden", { Twin: { ...bucket(Bucket, "garden"), DependsOn: "Pictures" } });

const end = async () => (await endOf(cloudformation, STACK.StackName))?.StackStatus;

const goOn = (...ResourcesToSkip: string[]) =>
  cloudformation.send(new ContinueUpdateRollbackCommand({ ...STACK, ResourcesToSkip }));
const cancel = () => cloudformation.send(new CancelUpdateStackCommand(STACK));
const roomOfBucket = async () =>
  (await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet?.find(({ Key }) => Key === "room")?.Value;

/** Somebody deletes the bucket behind the back of CloudFormation while the update waits to be rolled back. */
async function stuck(): Promise<void> {
  await cloudformation.send(new CreateStackCommand({ ...STACK, TemplateBody: template("hall") }));
  expect(await end()).toBe("CREATE_COMPLETE");
  const update = { ...STACK, TemplateBody: FAILING, DisableRollback: true };
  await cloudformation.send(new UpdateStackCommand(update));
  expect(await end()).toBe("UPDATE_FAILED");
  expect(await roomOfBucket()).toBe("garden");
  await s3.send(new DeleteBucketCommand({ Bucket }));
  await cloudformation.send(new RollbackStackCommand(STACK));
  expect(await end()).toBe("UPDATE_ROLLBACK_FAILED");
}

afterEach(() => deleteStack(cloudformation, STACK.StackName));

describe("a rollback that got stuck", () => {
  test("goes on once what it needs is there again", async () => {
    await stuck();
    await goOn();
    expect(await end()).toBe("UPDATE_ROLLBACK_FAILED");
    await s3.send(new CreateBucketCommand({ Bucket }));
    await goOn();
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await roomOfBucket()).toBe("hall");
    const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand(STACK));
    expect(StackEvents.slice(0, 7).map(({ ResourceStatus }) => ResourceStatus)).toEqual([
      "UPDATE_ROLLBACK_COMPLETE",
      "DELETE_COMPLETE",
      "DELETE_IN_PROGRESS",
      "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
      "UPDATE_COMPLETE",
      "UPDATE_IN_PROGRESS",
      "UPDATE_ROLLBACK_IN_PROGRESS",
    ]);
  });

  test("goes on without what is skipped", async () => {
    await stuck();
    await goOn("Pictures");
    expect(await end()).toBe("UPDATE_ROLLBACK_COMPLETE");
    const { StackResources } = await cloudformation.send(new DescribeStackResourcesCommand(STACK));
    expect(StackResources).toMatchObject([
      { LogicalResourceId: "Pictures", ResourceStatus: "UPDATE_COMPLETE" },
    ]);
  });

  test("goes on by no other call, and skips nothing else", async () => {
    await stuck();
    const update = { ...STACK, TemplateBody: template("attic") };
    const refusals = [
      [() => goOn("Nobody"), "The following resource(s) to skip do not exist in the stack: [Nobody]"],
      [() => goOn("Twin"), "The following resource(s) to skip are not in UPDATE_FAILED state"],
      [
        () => cloudformation.send(new UpdateStackCommand(update)),
        "UPDATE_ROLLBACK_FAILED state and can not be updated.",
      ],
      [() => cancel(), "CancelUpdateStack cannot be called from current stack status"],
    ] as const;
    for (const [call, text] of refusals) {
      expect(await refusalOf(call())).toEqual({
        name: "ValidationError",
        message: expect.stringContaining(text),
        status: 400,
      });
    }
    expect(await end()).toBe("UPDATE_ROLLBACK_FAILED");
  });
});

test("a stack that does nothing has nothing to continue and nothing to cancel", async () => {
  await cloudformation.send(new CreateStackCommand({ ...STACK, TemplateBody: template("hall") }));
  expect(await end()).toBe("CREATE_COMPLETE");
  expect((await refusalOf(goOn())).message).toMatch(
    /is in CREATE_COMPLETE state and can not be rolled back\.$/,
  );
  expect((await refusalOf(cancel())).message).toBe(
    "CancelUpdateStack cannot be called from current stack status",
  );
});
