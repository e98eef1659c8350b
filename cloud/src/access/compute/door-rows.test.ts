import { describe, expect, test } from "vitest";
import type { DeployedDoor } from "../deployment/deployment.ts";
import { columnsFor, deploymentOf, functionOf, policyOf, roleOf } from "../testing/deployment.ts";
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

const queueWith = (...statements: readonly object[]): DeployedDoor => ({
  kind: "queue",
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

function rowsOf(queue: DeployedDoor, role = roleOf([])) {
  const deployment = deploymentOf({ doors: [queue], roles: [role] });
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

  test.each([
    [{ StringEquals: { "aws:SourceAccount": "123456789012" } }, "only-if", "for shop/Photos"],
    [{ StringEquals: { "aws:SourceAccount": "111111111111" } }, "only-if", "for account 111111111111"],
    [undefined, "yes", undefined],
  ])("S3 by the account of its bucket, which the ARN does not tell: %j", (Condition, verdict, sentence) => {
    const statement = allow(
      { Service: "s3.amazonaws.com" },
      "sqs:SendMessage",
      Condition === undefined ? {} : { Condition },
    );
    const bucket = {
      name: "photos",
      place: "shop/Photos",
      policy: undefined,
      restrictsPublic: true,
      isPublic: false,
    };
    const deployment = deploymentOf({ doors: [queueWith(statement)], buckets: [bucket] });
    const s3: PrincipalColumn = {
      column: { key: "service@s3", kind: "services", title: "S3", about: "" },
      principal: { kind: "service", service: "s3.amazonaws.com" },
    };
    const rows = plannedSections({ deployment, columns: [s3], said: {} }).flatMap((one) => one.rows);
    const cell = rows.find(({ row }) => row.key === "shop/Jobs sqs:SendMessage")?.row.cells["service@s3"];
    expect(cell).toMatchObject({ verdict, ...(sentence === undefined ? {} : { sentence }) });
  });

  test("for everybody: every account, the unsigned on AWS only; and that is noted", () => {
    const queue = queueWith(allow("*", "sqs:SendMessage", { Sid: "Open" }));
    const row = rowsOf(queue)["shop/Jobs sqs:SendMessage"];
    expect(row?.cells["other-account"]).toMatchObject({ verdict: "yes" });
    for (const key of ["anonymous", "signed-in"]) {
      expect(row?.cells[key]).toMatchObject({ verdict: "only-if", reason: "unsigned-on-aws" });
    }
    const notes = notesOf(deploymentOf({ doors: [queue] }), [], new Set());
    expect(notes).toContainEqual({
      trap: "queue-for-everybody",
      place: "shop/Jobs",
      sentence: "Statement Open lets every AWS account use the queue Jobs.",
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
    const notes = notesOf(deploymentOf({ doors: [queueWith(statement)] }), [], new Set());
    expect(notes.map(({ trap }) => trap).filter((trap) => trap.startsWith("queue"))).toEqual(traps);
  });
});

describe("the rows of other doors", () => {
  const at = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
  const door = (kind: DeployedDoor["kind"], arn: string, policy?: string): DeployedDoor => ({
    kind,
    arn,
    place: "shop/Thing",
    policy,
  });
  const TABLE = at("dynamodb", "table/orders");

  test("a table whose rows are each person's own is only if, with the condition", () => {
    const Condition = { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["$" + "{aws:userid}"] } };
    const role = roleOf([{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: TABLE, Condition }]);
    const rows = rowsOf(door("table", TABLE), role);

    expect(rows["shop/Thing dynamodb:GetItem"]?.cells[ROLE]).toMatchObject({
      verdict: "only-if",
      conditions: ["ForAllValues:StringEquals dynamodb:LeadingKeys = $" + "{aws:userid}"],
    });
    expect(rows["shop/Thing dynamodb:PutItem"]?.fold).toBe("nobody");
    expect(rows["shop/Thing dynamodb:GetItem"]?.fold).toBeUndefined();
    expect(Object.keys(rows)).not.toContain("other dynamodb:GetItem · dynamodb:table/orders");
  });

  test("a pattern that takes a secret in has the secret's row, and stays as a right of its own", () => {
    const secret = at("secretsmanager", "secret:shop/pin-AbCdEf");
    const Resource = at("secretsmanager", "secret:shop/pin-??????");
    const role = roleOf([{ Effect: "Allow", Action: "secretsmanager:getSecretValue", Resource }]);
    const rows = rowsOf(door("secret", secret), role);

    expect(rows["shop/Thing secretsmanager:GetSecretValue"]?.summary).toBe("Only the role of Order.");
    expect(Object.keys(rows).filter((key) => key.startsWith("shop/Thing "))).toHaveLength(2);
    expect(Object.entries(rows).filter(([key]) => key.startsWith("other "))).toMatchObject([
      [expect.stringContaining("pin-??????"), { summary: "Only the role of Order." }],
    ]);
  });

  test("what takes no resource is none of its operations", () => {
    const role = roleOf([{ Effect: "Allow", Action: ["ssm:DescribeParameters"], Resource: "*" }]);
    const keys = Object.keys(rowsOf(door("parameter", at("ssm", "parameter/limit")), role));

    expect(keys.filter((key) => key.includes("DescribeParameters"))).toEqual([
      "other ssm:DescribeParameters · *",
    ]);
  });

  test.each([
    ["topic", at("sns", "news"), "sns:Publish"],
    ["bus", at("events", "event-bus/sales"), "events:PutEvents"],
    ["key", at("kms", "key/1"), "kms:*"],
    ["secret", at("secretsmanager", "secret:pin"), "secretsmanager:GetSecretValue"],
  ] as const)("a %s for everybody is told in its row and noted", (kind, arn, Action) => {
    const open = door(kind, arn, policyOf([{ Effect: "Allow", Principal: "*", Action, Resource: "*" }]));
    const rows = rowsOf(open);
    const summary = rows[`shop/Thing ${Action.replace("*", "Decrypt")}`]?.summary;

    expect(summary).toMatch(/every AWS account\.$/);
    expect(notesOf(deploymentOf({ doors: [open] }), [], new Set())).toMatchObject([
      { trap: `${kind}-for-everybody`, sentence: `Its policy lets every AWS account use the ${kind} Thing.` },
    ]);
  });

  test.each([
    ["every role", ["*", "*"], ["secret-for-every-role"]],
    ["one of two", ["*", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:other"], []],
    ["the only one", ["*"], []],
  ])("a secret that %s reads is noted, or not", (_who, resources, traps) => {
    const secret = door("secret", at("secretsmanager", "secret:pin"));
    const roles = resources.map((Resource, index) =>
      roleOf([{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource }], {
        arn: `arn:aws:iam::123456789012:role/r${index}`,
      }),
    );
    const functions = roles.map(({ arn: roleArn }) => ({ ...functionOf(), roleArn }));
    const notes = notesOf(deploymentOf({ doors: [secret], roles, functions }), [], new Set());

    expect(notes.map(({ trap }) => trap)).toEqual(traps);
  });

  test("unsigned calls count where AWS takes them: never at a key", () => {
    const open = policyOf([{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }]);
    const rows = rowsOf(door("key", at("kms", "key/1"), open));

    expect(rows["shop/Thing kms:Decrypt"]?.cells).toMatchObject({
      anonymous: { verdict: "no", reason: "signature-missing" },
      "signed-in": { verdict: "no", reason: "token-counts-for-nothing" },
    });
  });
});
