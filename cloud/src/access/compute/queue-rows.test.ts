import { describe, expect, test } from "vitest";
import type { DeployedQueue } from "../deployment/deployment.ts";
import { columnsFor, deploymentOf, policyOf, roleOf } from "../testing/deployment.ts";
import { plannedSections } from "./compute-matrix.ts";
import { notesOf } from "./notes.ts";
import type { PrincipalColumn } from "./principals.ts";

const NAME = "shop-Jobs-x1";
const ARN = `arn:aws:sqs:eu-west-1:123456789012:${NAME}`;
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:news";
const ROLE = "role@shop/OrderFunctionRole";
const SNS: PrincipalColumn = {
  column: { key: "service@sns", kind: "services", title: "SNS", about: "" },
  principal: { kind: "service", service: "sns.amazonaws.com" },
};
const OTHERS: PrincipalColumn = {
  column: { key: "other-account", kind: "services", title: "Other account", about: "" },
  principal: { kind: "other-account" },
};

const queueWith = (...statements: readonly object[]): DeployedQueue => ({
  name: NAME,
  arn: ARN,
  place: "shop/Jobs",
  policy: statements.length === 0 ? undefined : policyOf(statements),
});
const allow = (Principal: unknown, Action: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: ARN,
  ...more,
});
const toRole = (Action: unknown, Resource = ARN, Effect = "Allow") => roleOf([{ Effect, Action, Resource }]);

function rowsOf(queue: DeployedQueue, role = roleOf([])) {
  const deployment = deploymentOf({ queues: [queue], roles: [role] });
  const columns = [...columnsFor(deployment), SNS, OTHERS];
  const rows = plannedSections({ deployment, columns, said: {} }).flatMap((section) => section.rows);
  return Object.fromEntries(rows.map(({ row }) => [row.key, row]));
}

describe("the rows of a queue", () => {
  test("without a policy the roles decide, and it has no row twice", () => {
    const rows = rowsOf(queueWith(), toRole(["sqs:SendMessage", "sqs:ChangeMessageVisibility"]));
    expect(Object.keys(rows).filter((key) => key.includes("sqs:"))).toEqual([
      "shop/Jobs sqs:ChangeMessageVisibility",
      "shop/Jobs sqs:ReceiveMessage",
      "shop/Jobs sqs:SendMessage",
    ]);
    expect(rows["shop/Jobs sqs:SendMessage"]?.summary).toBe("Only the role of Order.");
    expect(rows["shop/Jobs sqs:ReceiveMessage"]?.summary).toBe("Nobody.");
  });

  test("its own policy lets a role in that has no policy, and a Deny of it shuts out one that has", () => {
    const role = { AWS: "arn:aws:iam::123456789012:role/shop-role-1" };
    expect(
      rowsOf(queueWith(allow(role, "sqs:SendMessage")))["shop/Jobs sqs:SendMessage"]?.cells[ROLE],
    ).toMatchObject({
      verdict: "yes",
      by: { place: "shop/Jobs" },
    });
    const denied = queueWith({ ...allow(role, "SQS:*"), Effect: "Deny", Sid: "Closed" });
    expect(rowsOf(denied, toRole("sqs:*"))["shop/Jobs sqs:SendMessage"]?.cells[ROLE]).toMatchObject({
      verdict: "no",
      sentence: "Closed denies it",
    });
  });

  test("a wildcard stands in the rows of the operations that reviewers ask about", () => {
    const keys = Object.keys(rowsOf(queueWith(), toRole("sqs:*", "*"))).filter((key) =>
      key.startsWith("shop/Jobs "),
    );
    expect(keys).toEqual(
      ["DeleteMessage", "PurgeQueue", "ReceiveMessage", "SendMessage", "SetQueueAttributes"].map(
        (operation) => `shop/Jobs sqs:${operation}`,
      ),
    );
  });

  test.each([
    ["a topic", { ArnEquals: { "aws:SourceArn": TOPIC } }, "only-if", "for sns:news"],
    [
      "whatever of this account",
      { StringEquals: { "aws:SourceAccount": "123456789012" } },
      "only-if",
      "for whatever of that service is of this account",
    ],
    [
      "whoever uses the service",
      undefined,
      "yes",
      "for whoever uses the service, in any account: the permission names no source of ours",
    ],
    [
      "a topic of another account",
      { ArnEquals: { "aws:SourceArn": TOPIC.replace("123456789012", "111111111111") } },
      "only-if",
      "for sns:account 111111111111 news",
    ],
  ])("a service for %s", (_title, Condition, verdict, sentence) => {
    const queue = queueWith(
      allow(
        { Service: "sns.amazonaws.com" },
        "sqs:SendMessage",
        Condition === undefined ? {} : { Condition },
      ),
    );
    expect(rowsOf(queue)["shop/Jobs sqs:SendMessage"]?.cells["service@sns"]).toMatchObject({
      verdict,
      sentence,
    });
    expect(rowsOf(queue)["shop/Jobs sqs:ReceiveMessage"]?.cells["service@sns"]).toMatchObject({
      verdict: "no",
    });
  });

  test("for everybody: every account, the unsigned on AWS only; and that is noted", () => {
    const queue = queueWith(allow("*", "sqs:SendMessage", { Sid: "Open" }));
    const row = rowsOf(queue)["shop/Jobs sqs:SendMessage"];
    expect(row?.cells["other-account"]).toMatchObject({ verdict: "yes" });
    for (const key of ["anonymous", "signed-in"]) {
      expect(row?.cells[key]).toMatchObject({ verdict: "only-if", reason: "unsigned-on-aws" });
    }
    const notes = notesOf(deploymentOf({ queues: [queue] }), [], new Set());
    expect(notes).toContainEqual({
      trap: "queue-for-everybody",
      place: "shop/Jobs",
      sentence: "Statement Open lets every AWS account into the queue Jobs.",
    });
  });

  test.each([
    [
      "a service without a source",
      allow({ Service: "sns.amazonaws.com" }, "sqs:SendMessage"),
      ["queue-source-missing"],
    ],
    [
      "a service with one",
      allow({ Service: "sns.amazonaws.com" }, "sqs:SendMessage", {
        Condition: { ArnEquals: { "aws:SourceArn": TOPIC } },
      }),
      [],
    ],
    [
      "everybody over TLS",
      allow("*", "sqs:SendMessage", { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      [],
    ],
    ["a role", allow({ AWS: "123456789012" }, "sqs:SendMessage"), []],
  ])("%s is noted, or not", (_title, statement, traps) => {
    const notes = notesOf(deploymentOf({ queues: [queueWith(statement)] }), [], new Set());
    expect(notes.map(({ trap }) => trap).filter((trap) => trap.startsWith("queue"))).toEqual(traps);
  });
});
