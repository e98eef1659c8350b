import { describe, expect, test } from "vitest";
import type { RoleCaller, ServiceCaller } from "../../core/caller.ts";
import { roleWith } from "../../iam/testing/access-table.ts";
import {
  arnOf,
  deliver,
  openSns,
  queueArn,
  type SnsWorld,
  subscribed,
  taken,
  topic,
} from "./testing/world.ts";

const ARN = arnOf("news");
const BUCKET = "arn:aws:s3:::photos";
const bucket: ServiceCaller = {
  kind: "service",
  service: "s3.amazonaws.com",
  sourceArn: BUCKET,
  sourceAccount: "123456789012",
};
const opened = async (): Promise<SnsWorld> => {
  const world = openSns();
  await topic(world, "news");
  await subscribed(world, ARN, queueArn("a"));
  return world;
};
const letIn = (world: SnsWorld, Condition: object) =>
  taken(world, "SetTopicAttributes", {
    TopicArn: ARN,
    AttributeName: "Policy",
    AttributeValue: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "SNS:Publish",
          Resource: ARN,
          Condition,
        },
      ],
    }),
  });

describe("SNS-2 topics for the other services", () => {
  test("SNS-2 a service publishes where the topic's policy names it and its source", async () => {
    const world = await opened();
    await letIn(world, {
      ArnLike: { "aws:SourceArn": BUCKET },
      StringEquals: { "aws:SourceAccount": "123456789012" },
    });

    const id = world.service.topics.publish(bucket, ARN, {
      message: "{}",
      subject: "Amazon S3 Notification",
    });
    await deliver(world);

    const [sent] = world.queued;
    expect(JSON.parse(sent?.body ?? "")).toMatchObject({
      MessageId: id,
      Subject: "Amazon S3 Notification",
      Message: "{}",
    });
  });

  test.each([
    ["another source", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::other" } }],
    [
      "the deprecated key, as AWS's own policy has it",
      { StringEquals: { "AWS:SourceOwner": "123456789012" } },
    ],
  ])("SNS-2 it does not where the policy wants %s", async (_what, condition) => {
    const world = await opened();
    await letIn(world, condition);
    const { topics } = world.service;

    expect(topics.decide(bucket, ARN).allowed).toBe(false);
    expect(() => topics.publish(bucket, ARN, { message: "x" })).toThrow(
      expect.objectContaining({ code: "AuthorizationError", status: 403, why: expect.anything() }),
    );
    await deliver(world);
    expect(world.queued).toEqual([]);
  });

  test("SNS-2 a role publishes under its own policies, tags of the topic included", async () => {
    const world = await opened();
    await taken(world, "TagResource", { ResourceArn: ARN, Tags: [{ Key: "team", Value: "home" }] });
    const under = (team: string): boolean => {
      const Condition = { StringEquals: { "aws:ResourceTag/team": team } };
      const Statement = [{ Effect: "Allow", Action: "sns:Publish", Resource: "*", Condition }];
      roleWith(
        { ...world.account, service: world.service.http, signingName: "sns" },
        JSON.stringify({ Version: "2012-10-17", Statement }),
      );
      const { id = "" } = world.account.identities.roleOf(role.roleArn) ?? {};
      return world.service.topics.decide({ ...role, userId: `${id}:test` }, ARN).allowed;
    };

    expect([under("home"), under("other")]).toEqual([true, false]);
  });

  test("tells of a topic, and of none", async () => {
    const world = await opened();
    await topic(world, "orders.fifo", { FifoTopic: "true" });
    const { topics } = world.service;

    expect(topics.find(ARN)).toEqual({ arn: ARN, isFifo: false });
    expect(topics.find(arnOf("orders.fifo"))?.isFifo).toBe(true);
    expect(topics.find(arnOf("none"))).toBeUndefined();
    expect(topics.find(ARN.replace("eu-west-1", "us-east-1"))).toBeUndefined();
  });
});

const role: RoleCaller = {
  kind: "role",
  arn: "arn:aws:sts::123456789012:assumed-role/caller/test",
  roleArn: "arn:aws:iam::123456789012:role/caller",
  roleName: "caller",
  sessionName: "test",
  accountId: "123456789012",
  accessKeyId: "",
  userId: "AROA:test",
  sessionPolicies: [],
};
