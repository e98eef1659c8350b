import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { ARN, DYNAMODB_ROWS, dynamoCall, KEY, ORDERS, PEOPLE } from "./testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "./testing/test-service.ts";

let dynamodb: TestDynamoDb;
beforeAll(() => {
  dynamodb = openTestDynamoDb();
});
afterAll(() => dynamodb.close());

/** The same tables and item, whatever a case before it left. */
async function prepare(): Promise<void> {
  await dynamodb.call("DeleteTable", { TableName: "fresh" });
  for (const table of [ORDERS, PEOPLE]) await dynamodb.call("CreateTable", table);
  await dynamodb.call("DeleteItem", { TableName: "people", Key: { name: { S: "carl" } } });
  for (const [TableName, Item] of [
    ["orders", { ...KEY, shop: { S: "s1" } }],
    ["people", { name: { S: "bob" } }],
  ] as const) {
    expect((await dynamodb.call("PutItem", { TableName, Item })).status).toBe(200);
  }
}

describeAccess({
  rule: "DDB-1",
  world: () => dynamodb.world,
  operations: () => dynamodb.service.http.operations.map(({ name }) => name),
  rows: DYNAMODB_ROWS,
  prepare,
});

describe("DDB-1 resources", () => {
  const query = (IndexName?: string) =>
    dynamoCall("Query", {
      TableName: "orders",
      ...(IndexName === undefined ? {} : { IndexName }),
      KeyConditionExpression: "shop = :it",
      ExpressionAttributeValues: { ":it": { S: "s1" } },
    });
  const select = dynamoCall("ExecuteStatement", {
    Statement: `SELECT * FROM "orders"."by-shop" WHERE shop = 's1'`,
  });
  const scan = dynamoCall("Scan", { TableName: ARN, IndexName: "by-shop" });

  test.each([
    ["Query", query("by-shop"), "dynamodb:Query"],
    ["PartiQLSelect", select, "dynamodb:PartiQLSelect"],
    ["Scan by ARN", scan, "dynamodb:Scan"],
  ])("DDB-1 %s of an index needs the index, not the table", async (_name, call, Action) => {
    await prepare();
    const as = async (Resource: string) =>
      codeOf(
        await send(
          dynamodb.world,
          call,
          roleWith(
            dynamodb.world,
            JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] }),
          ),
        ),
      );

    expect(await as(`${ARN}/index/*`)).toBe("");
    expect(await as(ARN)).toBe(`AccessDeniedException ${Action} on resource: ${ARN}/index/by-shop`);
    expect(await as(`${ARN}/index/other`)).toMatch(/^AccessDeniedException/);
  });

  test("DDB-3 an ARN of another account or region is no table of this cloud", async () => {
    await prepare();
    for (const arn of [ARN.replace("123456789012", "210987654321"), ARN.replace("eu-west-1", "us-east-1")]) {
      const { status, body } = await dynamodb.call("GetItem", { TableName: arn, Key: KEY });
      expect([status, body.message]).toEqual([400, "Requested resource not found"]);
      const denied = await dynamodb.callAs(
        [{ Effect: "Allow", Action: "dynamodb:*", Resource: ARN }],
        dynamoCall("GetItem", { TableName: arn, Key: KEY }),
      );
      expect(denied.body.__type).toMatch(/#AccessDeniedException$/);
    }
    const { status, body } = await dynamodb.call("GetItem", { TableName: ARN, Key: KEY });
    expect([status, body["Item"]]).toEqual([200, { ...KEY, shop: { S: "s1" } }]);
  });
});
