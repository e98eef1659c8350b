import { beforeEach, describe, expect, test } from "vitest";
import { type AccessWorld, codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { OLD_CALL, PREPARED, QUEUE_ARN, QUEUE_URL, SQS_ROWS, sqsCall } from "./testing/access-rows.ts";
import { openSqs, type SqsWorld } from "./testing/world.ts";

let sqs: SqsWorld;
const open = (): void => {
  sqs = openSqs({ ...(sqs === undefined ? {} : { account: sqs.account }) });
};
open();
beforeEach(open);

const world = (): AccessWorld => ({ ...sqs.account, service: sqs.service.http, signingName: "sqs" });
const prepare = async (): Promise<void> => {
  for (const call of PREPARED) {
    expect((await send(world(), call, sqs.account.administrator)).status).toBe(200);
  }
};

describeAccess({
  rule: "SQS-1",
  world,
  operations: () => sqs.service.http.operations.map(({ name }) => name),
  rows: SQS_ROWS,
  prepare,
  written: (action) => action.toLowerCase(),
});

const policyOf = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const row = (name: string) => SQS_ROWS[name] ?? { call: "" };

describe("SQS-1 condition keys", () => {
  test.each([
    ["CreateQueue", { StringEquals: { "aws:RequestTag/team": "home" } }],
    ["TagQueue", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["UntagQueue", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["SendMessage", { StringEquals: { "aws:ResourceTag/team": "home" } }],
    ["DeleteQueue", { StringEquals: { "aws:ResourceTag/team": "home" } }],
  ])("SQS-1 %s is allowed under %j, and under no other value", async (operation, Condition) => {
    const under = (condition: object) =>
      roleWith(world(), policyOf({ Effect: "Allow", Action: "sqs:*", Resource: "*", Condition: condition }));
    const other = JSON.parse(JSON.stringify(Condition).replace(/:"(home|team)"/, ':"other"')) as object;
    await prepare();

    const refused = await send(world(), row(operation), under(other));
    const answered = await send(world(), row(operation), under(Condition));

    expect(await codeOf(refused)).toMatch(/^AccessDeniedException sqs:/);
    expect(await codeOf(answered)).toBe("");
  });
});

describe("SQS-1 the queue's own policy", () => {
  const setPolicy = async (policy: string): Promise<void> => {
    const call = sqsCall("SetQueueAttributes", { QueueUrl: QUEUE_URL, Attributes: { Policy: policy } });
    expect((await send(world(), call, sqs.account.administrator)).status).toBe(200);
  };
  const role = "arn:aws:iam::123456789012:role/caller";

  test("SQS-1 lets in a role that has no policy, for the action that it names alone", async () => {
    await prepare();
    const Principal = { AWS: role };
    await setPolicy(policyOf({ Effect: "Allow", Principal, Action: "SQS:SendMessage", Resource: QUEUE_ARN }));
    const caller = roleWith(world(), policyOf());

    expect(await codeOf(await send(world(), row("SendMessage"), caller))).toBe("");
    expect(await codeOf(await send(world(), row("ReceiveMessage"), caller))).toMatch(/sqs:receivemessage/);
  });

  test("SQS-1 keeps out a role that may do everything", async () => {
    await prepare();
    const Principal = { AWS: role };
    await setPolicy(policyOf({ Effect: "Deny", Principal, Action: "sqs:*", Resource: QUEUE_ARN }));
    const caller = roleWith(world(), policyOf({ Effect: "Allow", Action: "*", Resource: "*" }));

    const refused = await send(world(), row("SendMessage"), caller);

    expect(refused.body).toContain("with an explicit deny in a resource-based policy");
  });
});

test("SQS-1 the Query protocol refuses with its own code and status", async () => {
  await prepare();
  const refused = await send(world(), OLD_CALL, roleWith(world(), policyOf()));

  expect([refused.status, refused.body]).toEqual([
    403,
    expect.stringContaining(
      `<Code>AccessDenied</Code><Message>User: arn:aws:sts::123456789012:assumed-role/caller/test is not authorized to perform: sqs:sendmessage on resource: ${QUEUE_ARN} because no identity-based policy allows the sqs:sendmessage action</Message>`,
    ),
  ]);
  expect((await send(world(), OLD_CALL, sqs.account.administrator)).status).toBe(200);
});

test("SQS-1 of a queue that is not there a stranger learns nothing", async () => {
  const stranger = await send(world(), row("SendMessage"), roleWith(world(), policyOf()));
  const owner = await send(world(), row("SendMessage"), sqs.account.administrator);

  expect(await codeOf(stranger)).toMatch(/^AccessDeniedException/);
  expect([await codeOf(owner), owner.headers["x-amzn-query-error"]]).toEqual([
    "QueueDoesNotExist",
    "AWS.SimpleQueueService.NonExistentQueue;Sender",
  ]);
});
