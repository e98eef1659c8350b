import { describe, expect, test } from "vitest";
import type { RoleCaller, ServiceCaller } from "../../core/caller.ts";
import { createTestAccount } from "../../iam/testing/account.ts";
import { anEvent } from "../testing/events.ts";
import { explain } from "./index.ts";

const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:orders";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:news";
const account = createTestAccount();

const topic: ServiceCaller = {
  kind: "service",
  service: "sns.amazonaws.com",
  sourceArn: TOPIC,
  sourceAccount: "123456789012",
};
const role: RoleCaller = {
  kind: "role",
  arn: "arn:aws:sts::123456789012:assumed-role/worker/f",
  roleArn: "arn:aws:iam::123456789012:role/worker",
  roleName: "worker",
  sessionName: "f",
  accountId: "123456789012",
  accessKeyId: "",
  userId: "AROA:f",
  sessionPolicies: [],
};

/** What is told of a refusal to send; empty when it is allowed. */
function told(caller: RoleCaller | ServiceCaller, statement?: object): string {
  const { allowed, why } = account.authorization.decide({
    caller,
    action: "sqs:SendMessage",
    resource: QUEUE,
    context: caller.kind === "service" ? { "aws:SourceArn": caller.sourceArn } : {},
    resourcePolicy:
      statement === undefined
        ? undefined
        : JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE, ...statement }],
          }),
  });
  if (allowed || why === undefined) return "";
  const { decided, would } = explain(anEvent({ service: "sqs", verdict: "deny", why }));
  return `${decided}; ${would}`;
}

const SNS = { Principal: { Service: "sns.amazonaws.com" } };
const from = (arn: string) => ({ ...SNS, Condition: { ArnEquals: { "aws:SourceArn": arn } } });

describe("SQS-2 what explain says of a queue policy", () => {
  test.each([
    [
      "no policy",
      topic,
      undefined,
      /^the policy of the queue orders has no Allow for it; allow sns\.amazonaws\.com there$/,
    ],
    [
      "another service",
      topic,
      { Principal: { Service: "events.amazonaws.com" } },
      /^the policy of the queue orders .*events\.amazonaws\.com/,
    ],
    ["another source", topic, from(`${TOPIC}-old`), /ArnEquals aws:SourceArn: wants .*news-old, had .*news/],
    [
      "a role without policies",
      role,
      undefined,
      /^it has no policy at all; allow sqs:SendMessage on orders$/,
    ],
    [
      "a Deny of the queue's",
      role,
      { Effect: "Deny", Principal: "*" },
      /^the resource's policy\[\d\] denies it; no Allow can undo that; change the Deny$/,
    ],
  ])("SQS-2 %s", (_title, caller, statement, sentence) => {
    expect(told(caller, statement)).toMatch(sentence);
  });

  test("SNS-2 of a topic's policy it is told, too", () => {
    const bucket = { ...topic, service: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::photos" };
    const { why } = account.authorization.decide({ caller: bucket, action: "sns:Publish", resource: TOPIC });
    if (why === undefined) throw new Error("It was allowed.");

    expect(explain(anEvent({ service: "sns", verdict: "deny", why }))).toMatchObject({
      decided: "the policy of the topic news has no Allow for it",
      would: "allow s3.amazonaws.com there",
    });
  });

  test("SQS-2 who is let in is told nothing", () => {
    expect(told(topic, from(TOPIC))).toBe("");
    expect(told(role, { Principal: { AWS: role.roleArn } })).toBe("");
  });
});
