import { afterAll, beforeAll, expect, test } from "vitest";
import { ARN, ORDERS } from "../testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "../testing/test-service.ts";

let dynamodb: TestDynamoDb;
beforeAll(() => {
  dynamodb = openTestDynamoDb();
});
afterAll(() => dynamodb.close());

const tag = (Key: string) =>
  dynamodb.call("TagResource", { ResourceArn: ARN, Tags: [{ Key, Value: "home" }] });
const untag = (key: string) => dynamodb.call("UntagResource", { ResourceArn: ARN, TagKeys: [key] });

test("DDB-13 a tag that was taken away does not come back by what was changed meanwhile", async () => {
  await dynamodb.call("CreateTable", { ...ORDERS, Tags: [] });
  await tag("old");
  const update = { TableName: "orders", BillingMode: "PAY_PER_REQUEST", DeletionProtectionEnabled: false };
  await Promise.all([untag("old"), tag("new"), dynamodb.call("UpdateTable", update)]);
  const { body } = await dynamodb.call("ListTagsOfResource", { ResourceArn: ARN });
  expect(body["Tags"]).toEqual([{ Key: "new", Value: "home" }]);
});

test("DDB-13 nor does a table", async () => {
  await Promise.all([dynamodb.call("DeleteTable", { TableName: "orders" }), tag("late"), untag("new")]);
  expect((await dynamodb.call("ListTables", {})).body["TableNames"]).toEqual([]);
});
