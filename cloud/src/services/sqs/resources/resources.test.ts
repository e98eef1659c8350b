import { beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import type { Properties, ResourceContext, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { openSqs, type SqsWorld, taken, urlOf } from "../testing/world.ts";

let sqs: SqsWorld;
beforeEach(() => {
  sqs = openSqs();
});

const context: ResourceContext = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  caller: anonymous,
  stackName: "home",
  stackId: "id",
  logicalId: "Jobs",
  commit: (write) => write(),
  generateName: ({ maxLength }) => "home-Jobs-ABCDEFGHIJKL".slice(0, maxLength),
  tags: { "aws:cloudformation:stack-name": "home" },
};
const provider = (type: string): ResourceProvider => {
  const found = sqs.service.resources.find((candidate) => candidate.type === type);
  if (found === undefined) throw new Error(`There is no provider of ${type}.`);
  return found;
};
const queues = () => provider("AWS::SQS::Queue");
const create = (properties: Properties = {}) => queues().create(context, properties);
const attributes = async (QueueUrl: string) => {
  const { Attributes } = await taken(sqs, "GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] });
  return Attributes as Readonly<Record<string, string>>;
};
const arn = (name: string) => `arn:aws:sqs:eu-west-1:123456789012:${name}`;

describe("AWS::SQS::Queue", () => {
  test("Ref is the address, GetAtt the ARN and the name; a FIFO queue's name ends so", async () => {
    const url = urlOf("home-Jobs-ABCDEFGHIJKL");
    expect(await create()).toEqual({
      physicalId: url,
      attributes: { Arn: arn("home-Jobs-ABCDEFGHIJKL"), QueueName: "home-Jobs-ABCDEFGHIJKL", QueueUrl: url },
    });
    expect((await create({ FifoQueue: "true" })).physicalId).toBe(`${url}.fifo`);
    expect((await create({ QueueName: "plain", FifoQueue: false })).physicalId).toBe(urlOf("plain"));
  });

  test("CFN-ASKED an update sets no attribute that the template leaves as it was", async () => {
    const before = { QueueName: "jobs", VisibilityTimeout: 60 };
    const { physicalId } = await create(before);
    await taken(sqs, "SetQueueAttributes", { QueueUrl: physicalId, Attributes: { VisibilityTimeout: "90" } });
    const after = { ...before, Tags: [{ Key: "team", Value: "home" }] };
    expect(queues().calls(context, { kind: "update", physicalId, before, after })).toMatchObject([
      { operation: "TagQueue" },
    ]);
    await queues().update(context, physicalId, before, after);
    expect(await attributes(physicalId)).toMatchObject({ VisibilityTimeout: "90" });
  });

  test("is changed in place; what the template says no more is as at the beginning", async () => {
    await create({ QueueName: "dead" });
    const before = {
      QueueName: "jobs",
      VisibilityTimeout: 60,
      DelaySeconds: "5",
      RedrivePolicy: { deadLetterTargetArn: arn("dead"), maxReceiveCount: 3 },
      Tags: [{ Key: "team", Value: "home" }],
    };
    const { physicalId } = await create(before);
    expect(await attributes(physicalId)).toMatchObject({
      VisibilityTimeout: "60",
      RedrivePolicy: JSON.stringify(before.RedrivePolicy),
    });
    const after = { QueueName: "jobs", DelaySeconds: 7 };
    expect((await queues().update(context, physicalId, before, after)).physicalId).toBe(physicalId);
    const now = await attributes(physicalId);
    expect([now["VisibilityTimeout"], now["DelaySeconds"], now["RedrivePolicy"]]).toEqual([
      "30",
      "7",
      undefined,
    ]);
    expect(await taken(sqs, "ListQueueTags", { QueueUrl: physicalId })).toEqual({
      Tags: { "aws:cloudformation:stack-name": "home" },
    });
  });

  test("is replaced for another name or kind, and gone with its resource, its name free at once", async () => {
    expect(queues().replaceOn).toEqual(["FifoQueue", "QueueName"]);
    const { physicalId } = await create({ QueueName: "jobs" });
    await queues().delete(context, physicalId, {});
    await queues().delete(context, physicalId, {});
    expect((await create({ QueueName: "jobs" })).physicalId).toBe(physicalId);
  });

  test("a queue that is there already is not taken over", async () => {
    await taken(sqs, "CreateQueue", { QueueName: "jobs" });
    await expect(create({ QueueName: "jobs" })).rejects.toMatchObject({ code: "QueueNameExists" });
  });

  test.each([
    [{ QueueName: "a.b" }, "InvalidParameterValue"],
    [{ VisibilityTimeout: 43_201 }, "InvalidAttributeValue"],
    [{ ContentBasedDeduplication: true }, "InvalidAttributeName"],
    [{ KmsMasterKeyId: "alias/aws/sqs", SqsManagedSseEnabled: true }, "InvalidAttributeName"],
    [{ RedrivePolicy: { deadLetterTargetArn: arn("none"), maxReceiveCount: 1 } }, "InvalidParameterValue"],
  ])("refuses %j", async (properties, code) => {
    await expect(create(properties)).rejects.toMatchObject({ code });
    expect(await taken(sqs, "ListQueues", {})).toEqual({});
  });

  test("asks for what the API asks for", async () => {
    const { physicalId } = await create({ QueueName: "jobs" });
    const change = { kind: "update", physicalId, before: { QueueName: "jobs" } } as const;
    const calls = (after: Properties) =>
      queues()
        .calls(context, { ...change, after })
        .map((one) => ("operation" in one ? one.operation : one.action));
    expect(calls({ QueueName: "jobs", DelaySeconds: 1 })).toEqual(["SetQueueAttributes"]);
    expect(calls({ QueueName: "jobs", Tags: [{ Key: "a", Value: "b" }] })).toEqual(["TagQueue"]);
    expect(queues().calls(context, { kind: "create", properties: { QueueName: "jobs" } })).toEqual([
      { operation: "CreateQueue", input: { QueueName: "jobs", tags: {} } },
    ]);
    expect(queues().calls(context, { kind: "delete", physicalId, properties: {} })).toEqual([
      { operation: "DeleteQueue", input: { QueueUrl: physicalId } },
    ]);
  });
});

describe("AWS::SQS::QueuePolicy", () => {
  const policies = () => provider("AWS::SQS::QueuePolicy");
  const policy = (Action: string, Resource: string) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action, Resource }],
  });

  test("is put on its queues, moved with them and taken away at the end", async () => {
    const one = (await create({ QueueName: "one" })).physicalId;
    const two = (await create({ QueueName: "two" })).physicalId;
    const before = { PolicyDocument: policy("sqs:SendMessage", arn("one")), Queues: [one] };
    const { physicalId } = await policies().create(context, before);
    expect((await attributes(one))["Policy"]).toBe(JSON.stringify(before.PolicyDocument));
    const after = { PolicyDocument: policy("sqs:*", arn("two")), Queues: [two] };
    expect(policies().calls(context, { kind: "update", physicalId, before, after })).toEqual(
      [one, two].map((QueueUrl) => ({ operation: "SetQueueAttributes", input: { QueueUrl } })),
    );
    await policies().update(context, physicalId, before, after);
    expect((await attributes(one))["Policy"]).toBeUndefined();
    expect((await attributes(two))["Policy"]).toBe(JSON.stringify(after.PolicyDocument));
    await policies().delete(context, physicalId, after);
    expect((await attributes(two))["Policy"]).toBeUndefined();
    await queues().delete(context, two, {});
    await policies().delete(context, physicalId, after);
  });

  test.each([
    ["a document that is none", { Statement: [] }, "one", "InvalidAttributeValue"],
    ["a queue that is not there", policy("sqs:*", "*"), "none", "QueueDoesNotExist"],
  ])("refuses %s", async (_title, PolicyDocument, name, code) => {
    await create({ QueueName: "one" });
    const properties = { PolicyDocument, Queues: [urlOf(name)] };
    await expect(policies().create(context, properties)).rejects.toMatchObject({ code });
  });
});
