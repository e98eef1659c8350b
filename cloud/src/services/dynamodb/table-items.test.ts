import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RoleCaller } from "../../core/caller.ts";
import { roleWith } from "../../iam/testing/access-table.ts";
import { KEY, ORDERS } from "./testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "./testing/test-service.ts";

let dynamodb: TestDynamoDb;
beforeAll(async () => {
  dynamodb = openTestDynamoDb();
  await dynamodb.call("CreateTable", { ...ORDERS, Tags: [{ Key: "team", Value: "a" }] });
});
afterAll(() => dynamodb.close());

const ROLE = "arn:aws:iam::123456789012:role/caller";
/** A session of a role that may put into orders, under a condition. */
function writer(Condition: object = {}, Action = "dynamodb:PutItem"): RoleCaller {
  const Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
  const Statement = [{ Effect: "Allow", Action, Resource, Condition }];
  roleWith(dynamodb.world, JSON.stringify({ Version: "2012-10-17", Statement }));
  return {
    kind: "role",
    arn: "arn:aws:sts::123456789012:assumed-role/caller/rule",
    roleArn: ROLE,
    roleName: "caller",
    sessionName: "rule",
    accountId: "123456789012",
    accessKeyId: "",
    userId: `${dynamodb.account.identities.roleOf(ROLE)?.id}:rule`,
    sessionPolicies: [],
  };
}
const put = (caller: RoleCaller, table = "orders", item: object = { ...KEY, colour: { S: "red" } }) =>
  dynamodb.service.items.put(caller, table, item as never);
const stored = async () => (await dynamodb.call("GetItem", { TableName: "orders", Key: KEY })).body["Item"];

describe("DDB-15 items for other services", () => {
  test("DDB-15 are put by who may, and by nobody else", async () => {
    await expect(put(writer({}, "dynamodb:GetItem"))).rejects.toMatchObject({
      code: "AccessDeniedException",
      message: expect.stringContaining(
        "dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
      ),
      why: { reason: "no-allow" },
    });
    expect(await stored()).toBeUndefined();
    await put(writer());
    expect(await stored()).toEqual({ ...KEY, colour: { S: "red" } });
  });

  test.each([
    [
      "the tags of the table",
      { StringEquals: { "aws:ResourceTag/team": "a" } },
      { StringEquals: { "aws:ResourceTag/team": "b" } },
    ],
    [
      "the attributes of the item",
      { "ForAllValues:StringEquals": { "dynamodb:Attributes": [...Object.keys(KEY), "colour"] } },
      { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["colour"] } },
    ],
  ])("DDB-15 with the condition keys of a call: %s", async (_, met, unmet) => {
    await put(writer(met));
    await expect(put(writer(unmet))).rejects.toMatchObject({ code: "AccessDeniedException" });
  });

  test("are refused as DynamoDB does it", async () => {
    await expect(put(writer(), "orders", { colour: { S: "red" } })).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining("Missing the key"),
    });
    await expect(put({ ...writer({}, "*") }, "nothing")).rejects.toMatchObject({
      code: "AccessDeniedException",
    });
  });
});
