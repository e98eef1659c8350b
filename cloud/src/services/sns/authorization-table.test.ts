import { beforeEach, describe, expect, test } from "vitest";
import { type AccessWorld, codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { PREPARED, SNS_ROWS } from "./testing/access-rows.ts";
import { arnOf, openSns, queueArn, type SnsWorld, snsCall } from "./testing/world.ts";

let sns: SnsWorld;
const open = (): void => {
  sns = openSns({ ...(sns === undefined ? {} : { account: sns.account }) });
};
open();
beforeEach(open);

const world = (): AccessWorld => ({ ...sns.account, service: sns.service.http, signingName: "sns" });
const prepare = async (): Promise<void> => {
  for (const call of PREPARED) {
    expect((await send(world(), call, sns.account.administrator)).status).toBe(200);
  }
};

describeAccess({
  rule: "SNS-1",
  world,
  operations: () => sns.service.http.operations.map(({ name }) => name),
  rows: SNS_ROWS,
  prepare,
  denied: "AuthorizationError",
  written: (action) => action.replace("sns:", "SNS:"),
});

const policyOf = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const row = (name: string) => SNS_ROWS[name] ?? { call: "" };

describe("SNS-1 condition keys", () => {
  test.each([
    ["CreateTopic", { StringEquals: { "aws:RequestTag/team": "home" } }],
    ["TagResource", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["UntagResource", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["Publish", { StringEquals: { "aws:ResourceTag/team": "home" } }],
    ["DeleteTopic", { StringEquals: { "aws:ResourceTag/team": "home" } }],
    ["Subscribe", { StringEquals: { "sns:Protocol": "sqs" } }],
    ["Subscribe", { StringLike: { "sns:Endpoint": queueArn("orders") } }],
  ])("SNS-1 %s is allowed under %j, and under no other value", async (operation, Condition) => {
    const under = (condition: object) =>
      roleWith(world(), policyOf({ Effect: "Allow", Action: "sns:*", Resource: "*", Condition: condition }));
    const text = JSON.stringify(Condition);
    const other = JSON.parse(text.replace(/:"(home|team|sqs|arn:[^"]*)"/, ':"other"')) as object;
    await prepare();

    const refused = await send(world(), row(operation), under(other));
    const answered = await send(world(), row(operation), under(Condition));

    expect(await codeOf(refused)).toMatch(/^AuthorizationError SNS:/);
    expect(await codeOf(answered)).toBe("");
  });
});

describe("SNS-1 the topic's own policy", () => {
  const setPolicy = async (statement: object): Promise<void> => {
    const call = snsCall("SetTopicAttributes", {
      TopicArn: arnOf("news"),
      AttributeName: "Policy",
      AttributeValue: policyOf({ Resource: arnOf("news"), ...statement }),
    });
    expect((await send(world(), call, sns.account.administrator)).status).toBe(200);
  };
  const Principal = { AWS: "arn:aws:iam::123456789012:role/caller" };

  test("SNS-1 lets in a role that has no policy, for the action that it names alone", async () => {
    await prepare();
    await setPolicy({ Effect: "Allow", Principal, Action: "SNS:Publish" });
    const caller = roleWith(world(), policyOf());

    expect(await codeOf(await send(world(), row("Publish"), caller))).toBe("");
    expect(await codeOf(await send(world(), row("Subscribe"), caller))).toMatch(/SNS:Subscribe/);
  });

  test("SNS-1 keeps out a role that may do everything", async () => {
    await prepare();
    await setPolicy({ Effect: "Deny", Principal, Action: "sns:Publish" });
    const caller = roleWith(world(), policyOf({ Effect: "Allow", Action: "*", Resource: "*" }));

    const refused = await send(world(), row("Publish"), caller);

    expect(refused.body).toContain("with an explicit deny in a resource-based policy");
  });

  test("SNS-1 the one that AWS gives to every topic lets in nobody by itself", async () => {
    await prepare();
    const refused = await send(world(), row("Publish"), roleWith(world(), policyOf()));

    expect([refused.status, refused.body]).toEqual([
      403,
      expect.stringContaining(
        `<Code>AuthorizationError</Code><Message>User: arn:aws:sts::123456789012:assumed-role/caller/test is not authorized to perform: SNS:Publish on resource: ${arnOf("news")} because no identity-based policy allows the SNS:Publish action</Message>`,
      ),
    ]);
  });
});

test("SNS-1 of a topic that is not there a stranger learns nothing", async () => {
  const stranger = await send(world(), row("Publish"), roleWith(world(), policyOf()));
  const owner = await send(world(), row("Publish"), sns.account.administrator);

  expect(await codeOf(stranger)).toMatch(/^AuthorizationError/);
  expect(await codeOf(owner)).toBe("NotFound");
});

test("SNS-1 a text message needs the right to publish to everything", async () => {
  const call = snsCall("Publish", { PhoneNumber: "+15551234567", Message: "hello" });
  const may = (Resource: string) =>
    roleWith(world(), policyOf({ Effect: "Allow", Action: "sns:*", Resource }));

  expect(await codeOf(await send(world(), call, may("arn:aws:sns:*:*:*")))).toMatch(
    /^AuthorizationError SNS:Publish on resource: \+15551234567/,
  );
  expect(await codeOf(await send(world(), call, may("*")))).toBe("");
});
