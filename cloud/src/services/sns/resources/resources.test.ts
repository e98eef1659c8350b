import { beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import type { Properties, ResourceContext, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { arnOf, attributes, openSns, queueArn, type SnsWorld, taken } from "../testing/world.ts";

let sns: SnsWorld;
beforeEach(() => {
  sns = openSns();
});

const context: ResourceContext = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  caller: anonymous,
  stackName: "home",
  stackId: "id",
  logicalId: "News",
  commit: (write) => write(),
  generateName: ({ maxLength }) => "home-News-ABCDEFGHIJKL".slice(0, maxLength),
  tags: { "aws:cloudformation:stack-name": "home" },
};
const provider = (type: string): ResourceProvider => {
  const found = sns.service.resources.find((candidate) => candidate.type === type);
  if (found === undefined) throw new Error(`There is no provider of ${type}.`);
  return found;
};
const topics = () => provider("AWS::SNS::Topic");
const subscriptions = () => provider("AWS::SNS::Subscription");
const rules = () => provider("AWS::SNS::TopicPolicy");
const create = (properties: Properties = {}) => topics().create(context, properties);
const ARN = arnOf("home-News-ABCDEFGHIJKL");
const shown = (TopicArn: string) => attributes(sns, "GetTopicAttributes", { TopicArn });
const endpoints = async (): Promise<string[]> =>
  [...(await taken(sns, "ListSubscriptions")).matchAll(/<Endpoint>([^<]*)/g)].map(
    ([, endpoint = ""]) => endpoint,
  );
const inline = (...names: string[]) => names.map((name) => ({ Protocol: "sqs", Endpoint: queueArn(name) }));

describe("AWS::SNS::Topic", () => {
  test("Ref is the ARN, GetAtt the ARN and the name; a FIFO topic's name ends so", async () => {
    expect(await create()).toEqual({
      physicalId: ARN,
      attributes: { TopicArn: ARN, TopicName: "home-News-ABCDEFGHIJKL" },
    });
    expect((await create({ FifoTopic: "true" })).physicalId).toBe(`${ARN}.fifo`);
    expect((await create({ TopicName: "plain", FifoTopic: false })).physicalId).toBe(arnOf("plain"));
  });

  test("SNS-9 has the key that the template says, and none once it says none", async () => {
    const before = { KmsMasterKeyId: "alias/aws/sns" };
    await create(before);
    expect(await shown(ARN)).toMatchObject(before);
    await topics().update(context, ARN, before, {});
    expect(await shown(ARN)).not.toHaveProperty("KmsMasterKeyId");
  });

  test("is changed in place; what the template says no more is as at the beginning", async () => {
    const before = {
      DisplayName: "News",
      SignatureVersion: "2",
      Subscription: inline("a", "b"),
      Tags: [{ Key: "team", Value: "home" }],
    };
    await create(before);
    expect(await endpoints()).toEqual([queueArn("a"), queueArn("b")]);

    const after = { DisplayName: "Other", Subscription: inline("b", "c") };
    expect((await topics().update(context, ARN, before, after)).physicalId).toBe(ARN);

    expect(await shown(ARN)).toMatchObject({ DisplayName: "Other", SignatureVersion: "1" });
    expect(await endpoints()).toEqual([queueArn("b"), queueArn("c")]);
    expect(await taken(sns, "ListTagsForResource", { ResourceArn: ARN })).not.toContain("team");
  });

  test("does not take over a topic that is there, and goes with its subscriptions", async () => {
    await create({ Subscription: inline("a") });
    await expect(create()).rejects.toThrow("already exists");

    await topics().delete(context, ARN, {});
    await topics().delete(context, ARN, {});
    expect(await endpoints()).toEqual([]);
  });

  test("CFN-RIGHTS stands for the calls that make, change and remove it", async () => {
    const operations = (change: Parameters<ResourceProvider["calls"]>[1]) =>
      topics()
        .calls(context, change)
        .map((call) => ("operation" in call ? call.operation : call.action));
    const properties = { Subscription: inline("a") };
    expect(operations({ kind: "create", properties })).toEqual(["CreateTopic", "Subscribe"]);
    await create({ ...properties, Tags: [{ Key: "old", Value: "1" }] });
    expect(
      operations({
        kind: "update",
        physicalId: ARN,
        before: properties,
        after: { DisplayName: "N", Subscription: inline("b"), Tags: [{ Key: "team", Value: "home" }] },
      }),
    ).toEqual(["SetTopicAttributes", "TagResource", "UntagResource", "Subscribe", "Unsubscribe"]);
    expect(operations({ kind: "delete", physicalId: ARN, properties })).toEqual(["DeleteTopic"]);
  });
});

describe("AWS::SNS::Subscription", () => {
  const given = { TopicArn: ARN, Protocol: "sqs", Endpoint: queueArn("a") };

  test("Ref is the ARN; attributes are changed in place, and gone when the template has them no more", async () => {
    await create();
    const before = {
      ...given,
      FilterPolicy: { kind: ["a"] },
      FilterPolicyScope: "MessageBody",
      RawMessageDelivery: "true",
      RedrivePolicy: { deadLetterTargetArn: queueArn("dead") },
    };
    const { physicalId } = await subscriptions().create(context, before);
    const now = () => attributes(sns, "GetSubscriptionAttributes", { SubscriptionArn: physicalId });
    expect(physicalId.startsWith(`${ARN}:`)).toBe(true);
    expect(await now()).toMatchObject({
      FilterPolicy: '{"kind":["a"]}',
      FilterPolicyScope: "MessageBody",
      RawMessageDelivery: "true",
      RedrivePolicy: JSON.stringify(before.RedrivePolicy),
    });

    await subscriptions().update(context, physicalId, before, { ...given, FilterPolicy: { kind: ["b"] } });
    const after = await now();
    expect(after).toMatchObject({
      FilterPolicy: '{"kind":["b"]}',
      FilterPolicyScope: "MessageAttributes",
      RawMessageDelivery: "false",
    });
    expect(after).not.toHaveProperty("RedrivePolicy");

    await subscriptions().delete(context, physicalId, given);
    await subscriptions().delete(context, physicalId, given);
    expect(await endpoints()).toEqual([]);
  });

  test("the topic of another region is refused by name", async () => {
    await create();
    const elsewhere = subscriptions().create(context, { ...given, Region: "us-east-1" });
    await expect(elsewhere).rejects.toThrow("A topic of the region us-east-1 is not supported");
  });
});

describe("AWS::SNS::TopicPolicy", () => {
  const policy = (Action: string) => ({
    Version: "2012-10-17",
    Statement: [{ Sid: Action, Effect: "Deny", Principal: "*", Action, Resource: "*" }],
  });
  const sids = async (TopicArn: string) =>
    (JSON.parse((await shown(TopicArn))["Policy"] ?? "") as { Statement: { Sid: string }[] }).Statement.map(
      ({ Sid }) => Sid,
    );

  test("puts the policy on its topics, and gives AWS's own back to those that it leaves", async () => {
    await create({ TopicName: "one" });
    await create({ TopicName: "two" });
    const before = { Topics: [arnOf("one"), arnOf("two")], PolicyDocument: policy("sns:Publish") };
    const { physicalId } = await rules().create(context, before);
    expect([await sids(arnOf("one")), await sids(arnOf("two"))]).toEqual([["sns:Publish"], ["sns:Publish"]]);

    const after = { Topics: [arnOf("two")], PolicyDocument: policy("sns:Subscribe") };
    await rules().update(context, physicalId, before, after);
    expect([await sids(arnOf("one")), await sids(arnOf("two"))]).toEqual([
      ["__default_statement_ID"],
      ["sns:Subscribe"],
    ]);
    await rules().delete(context, physicalId, after);
    expect(await sids(arnOf("two"))).toEqual(["__default_statement_ID"]);
  });

  test("SNS-3 a policy that is none is refused, and no topic has a part of it", async () => {
    await create({ TopicName: "one" });
    const bad = { Topics: [arnOf("one"), arnOf("none")], PolicyDocument: policy("sns:Publish") };
    await expect(rules().create(context, bad)).rejects.toThrow("Topic does not exist");
    await expect(
      rules().create(context, { Topics: [arnOf("one")], PolicyDocument: policy("sns:*") }),
    ).rejects.toThrow("out of service scope");
    expect(await sids(arnOf("one"))).toEqual(["__default_statement_ID"]);
  });
});
