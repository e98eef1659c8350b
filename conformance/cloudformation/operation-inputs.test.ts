import {
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { DeleteBucketCommand, HeadBucketCommand } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { deleteStack, endOf } from "../support/stack-end.ts";

const { cloudformation, s3 } = clientsFor(inject("product"));
const STACK = { StackName: "operation-inputs" };
const Bucket = "operation-inputs-kept";
const bucket = (more: object = {}) => ({
  Type: "AWS::S3::Bucket",
  DeletionPolicy: "Retain",
  Properties: { BucketName: Bucket },
  ...more,
});
const template = (Resources: object) => JSON.stringify({ Resources });
const GOOD = template({ Topic: { Type: "AWS::S3::Bucket" } });
/** Fails once the bucket is there. */
const FAILING = template({ Kept: bucket(), Twin: bucket({ DependsOn: "Kept" }) });

const create = (more: Partial<CreateStackCommandInput>) =>
  cloudformation.send(new CreateStackCommand({ ...STACK, TemplateBody: GOOD, ...more }));

const end = () => endOf(cloudformation, STACK.StackName);

afterEach(() => deleteStack(cloudformation, STACK.StackName));

describe("RetainExceptOnCreate", () => {
  test("takes back what a failed creation made, retained or not", async () => {
    await create({ TemplateBody: FAILING, RetainExceptOnCreate: true });
    expect((await end())?.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect((await refusalOf(s3.send(new HeadBucketCommand({ Bucket })))).status).toBe(404);
  });

  test("left out, what is retained stays", async () => {
    await create({ TemplateBody: FAILING });
    expect((await end())?.StackStatus).toBe("ROLLBACK_COMPLETE");
    await s3.send(new HeadBucketCommand({ Bucket }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });
});

describe("TimeoutInMinutes", () => {
  test("is shown of a stack that was made in time; less than a minute is refused", async () => {
    expect((await refusalOf(create({ TimeoutInMinutes: 0 }))).message).toContain(
      "Value '0' at 'timeoutInMinutes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
    await create({ TimeoutInMinutes: 1 });
    expect(await end()).toMatchObject({ StackStatus: "CREATE_COMPLETE", TimeoutInMinutes: 1 });
  });
});

describe("ClientRequestToken", () => {
  test("makes a retry the same request, and is in the events", async () => {
    const first = await create({ ClientRequestToken: "first" });
    await end();
    expect((await create({ ClientRequestToken: "first" })).StackId).toBe(first.StackId);
    const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand(STACK));
    expect(new Set(StackEvents.map(({ ClientRequestToken }) => ClientRequestToken))).toEqual(
      new Set(["first"]),
    );
  });

  test("without it or for another operation a retry is refused", async () => {
    await create({ ClientRequestToken: "first" });
    await end();
    expect((await refusalOf(create({}))).name).toBe("AlreadyExistsException");
    const update = { ...STACK, TemplateBody: FAILING, ClientRequestToken: "first" };
    expect((await refusalOf(cloudformation.send(new UpdateStackCommand(update)))).name).toBe(
      "TokenAlreadyExistsException",
    );
  });
});

test("NotificationARNs may be empty; a topic is refused by name", async () => {
  expect((await refusalOf(create({ NotificationARNs: ["arn:aws:sns:eu-west-1:1:x"] }))).message).toBe(
    "NotificationARNs of CreateStack is not supported by Portcullis. See docs/gaps.md.",
  );
  await create({ NotificationARNs: [] });
  expect((await end())?.StackStatus).toBe("CREATE_COMPLETE");
});
