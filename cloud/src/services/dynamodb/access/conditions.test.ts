import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ARN, dynamoCall, KEY, ORDERS, PEOPLE } from "../testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "../testing/test-service.ts";

let dynamodb: TestDynamoDb;
beforeAll(async () => {
  dynamodb = openTestDynamoDb();
  for (const table of [ORDERS, PEOPLE]) await dynamodb.call("CreateTable", table);
  for (const owner of ["ann", "bob"]) {
    const Item = { owner: { S: owner }, id: { S: "1" }, shop: { S: `shop-${owner}` }, secret: { S: "x" } };
    await dynamodb.call("PutItem", { TableName: "orders", Item });
  }
});
afterAll(() => dynamodb.close());

const allow = (Condition: object) => [{ Effect: "Allow", Action: "dynamodb:*", Resource: "*", Condition }];
const deny = (Condition: object) => [
  { Effect: "Allow", Action: "dynamodb:*", Resource: "*" },
  { Effect: "Deny", Action: "dynamodb:*", Resource: "*", Condition },
];
const ANN_ONLY = allow({ "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["ann"] } });

const of = (owner: string) => ({ owner: { S: owner }, id: { S: "1" } });
const equals = (owner: string, more: object = {}) => ({
  TableName: "orders",
  KeyConditionExpression: "#o = :o AND begins_with(id, :i)",
  ExpressionAttributeNames: { "#o": "owner" },
  ExpressionAttributeValues: { ":o": { S: owner }, ":i": { S: "1" } },
  ...more,
});
const statement = (Statement: string, Parameters?: object[]) => ({
  Statement,
  ...(Parameters === undefined ? {} : { Parameters }),
});

async function codeAs(statements: readonly object[], operation: string, input: object): Promise<string> {
  const { status, body } = await dynamodb.callAs(statements, dynamoCall(operation, input));
  return status === 200 ? "yes" : (body.__type ?? "").replace(/^.*#/, "");
}

/** The same call about one owner's items. */
const CALLS: readonly (readonly [string, (owner: string) => object])[] = [
  ["GetItem", (owner) => ({ TableName: "orders", Key: of(owner) })],
  ["GetItem", (owner) => ({ TableName: ARN, Key: of(owner) })],
  ["PutItem", (owner) => ({ TableName: "orders", Item: { ...of(owner), shop: { S: `shop-${owner}` } } })],
  ["UpdateItem", (owner) => ({ TableName: "orders", Key: of(owner) })],
  ["DeleteItem", (owner) => ({ TableName: "orders", Key: { ...of(owner), id: { S: "9" } } })],
  ["Query", (owner) => equals(owner)],
  ["Query", (owner) => ({ ...equals(owner), KeyConditionExpression: "(:o = #o) and (id >= :i)" })],
  [
    "Query",
    (owner) => ({
      TableName: "orders",
      KeyConditions: { owner: { ComparisonOperator: "EQ", AttributeValueList: [{ S: owner }] } },
    }),
  ],
  [
    "BatchGetItem",
    (owner) => ({ RequestItems: { orders: { Keys: [{ ...of("ann"), id: { S: "2" } }, of(owner)] } } }),
  ],
  ["BatchWriteItem", (owner) => ({ RequestItems: { orders: [{ PutRequest: { Item: of(owner) } }] } })],
  [
    "BatchWriteItem",
    (owner) => ({ RequestItems: { orders: [{ DeleteRequest: { Key: { ...of(owner), id: { S: "9" } } } }] } }),
  ],
  ["TransactGetItems", (owner) => ({ TransactItems: [{ Get: { TableName: "orders", Key: of(owner) } }] })],
  [
    "TransactWriteItems",
    (owner) => ({
      TransactItems: [{ Put: { TableName: "orders", Item: of(owner) } }],
    }),
  ],
  ["ExecuteStatement", (owner) => statement(`SELECT * FROM orders WHERE owner = '${owner}'`)],
  [
    "ExecuteStatement",
    (owner) => statement(`SELECT id FROM "${ARN}" WHERE id = ? AND owner = ?`, [{ S: "1" }, { S: owner }]),
  ],
  ["ExecuteStatement", (owner) => statement(`SELECT id FROM "orders" WHERE "owner" IN ['ann', '${owner}']`)],
  [
    "ExecuteStatement",
    (owner) => statement(`UPDATE orders SET note = 'owner' WHERE owner = '${owner}' AND id = '1'`),
  ],
  ["ExecuteStatement", (owner) => statement(`DELETE FROM orders WHERE owner = '${owner}' AND id = '8'`)],
  [
    "ExecuteStatement",
    (owner) =>
      statement(
        `SELECT id FROM orders WHERE (owner = '${owner}') AND (id BETWEEN '0' AND '9' AND begins_with(shop, 's')) ORDER BY id DESC`,
      ),
  ],
  [
    "BatchExecuteStatement",
    (owner) => ({ Statements: [statement(`SELECT * FROM orders WHERE owner = '${owner}' AND id = '1'`)] }),
  ],
  [
    "ExecuteTransaction",
    (owner) => ({
      TransactStatements: [statement(`SELECT * FROM orders WHERE owner = '${owner}' AND id = '1'`)],
    }),
  ],
];

describe("DDB-2 LeadingKeys", () => {
  test.each(CALLS)(
    "DDB-2 %s of one's own items is allowed, of another's not (%#)",
    async (operation, input) => {
      expect([
        await codeAs(ANN_ONLY, operation, input("ann")),
        await codeAs(ANN_ONLY, operation, input("bob")),
      ]).toEqual(["yes", "AccessDeniedException"]);
    },
  );

  test("DDB-2 an Insert of PartiQL is by the key it writes", async () => {
    const insert = (owner: string) => statement(`INSERT INTO orders VALUE {'owner': '${owner}', 'id': '7'}`);
    const others = statement("INSERT INTO orders VALUE {'owner': ?, 'm': {'owner': 'ann'}, 'id': '7'}", [
      { S: "bob" },
    ]);
    expect(await codeAs(ANN_ONLY, "ExecuteStatement", insert("ann"))).toBe("yes");
    expect(await codeAs(ANN_ONLY, "ExecuteStatement", insert("bob"))).toBe("AccessDeniedException");
    expect(await codeAs(ANN_ONLY, "ExecuteStatement", others)).toBe("AccessDeniedException");
  });

  test("DDB-2 a Query of an index is by the index's key", async () => {
    const byShop = (shop: string) => ({
      TableName: "orders",
      IndexName: "by-shop",
      KeyConditionExpression: "shop = :s",
      ExpressionAttributeValues: { ":s": { S: shop } },
    });
    const ofShop = allow({ "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["shop-ann"] } });
    expect(await codeAs(ofShop, "Query", byShop("shop-ann"))).toBe("yes");
    expect(await codeAs(ofShop, "Query", byShop("shop-bob"))).toBe("AccessDeniedException");
    expect(await codeAs(ANN_ONLY, "Query", byShop("shop-ann"))).toBe("AccessDeniedException");
  });

  test("DDB-2 a Scan carries no keys, as on AWS, nor does a statement that reads all", async () => {
    expect(await codeAs(ANN_ONLY, "Scan", { TableName: "orders" })).toBe("yes");
    expect(await codeAs(ANN_ONLY, "ExecuteStatement", statement("SELECT * FROM orders"))).toBe("yes");
    const any = allow({ "ForAnyValue:StringEquals": { "dynamodb:LeadingKeys": ["ann"] } });
    expect(await codeAs(any, "Scan", { TableName: "orders" })).toBe("AccessDeniedException");
  });

  test.each([
    ["an alternative", { KeyConditionExpression: "#o = :o OR #o = :i" }],
    ["another comparison", { KeyConditionExpression: "#o <> :o" }],
    ["no key at all", { KeyConditionExpression: "id = :i" }],
    ["a placeholder that stands for nothing", { ExpressionAttributeNames: {} }],
    ["a value that is not there", { ExpressionAttributeValues: { ":i": { S: "1" } } }],
    ["a value of two types", { ExpressionAttributeValues: { ":o": { S: "ann", N: "1" }, ":i": { S: "1" } } }],
    [
      "both forms, each of another",
      { KeyConditions: { owner: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "bob" }] } } },
    ],
    ["what is no expression", { KeyConditionExpression: "#o = :o ; id" }],
    ["an unknown index", { IndexName: "nonsense" }],
    ["an unknown table", { TableName: "nonsense" }],
  ])(
    "DDB-4 a Query with %s is refused where keys matter, whatever the policy's form",
    async (_what, change) => {
      const input = equals("ann", change);
      for (const policy of [
        ANN_ONLY,
        allow({ "ForAllValues:StringNotEquals": { "dynamodb:LeadingKeys": ["bob"] } }),
        deny({ "ForAnyValue:StringEquals": { "dynamodb:LeadingKeys": ["bob"] } }),
      ]) {
        expect(await codeAs(policy, "Query", input)).toBe("AccessDeniedException");
      }
    },
  );

  test.each([
    ["SELECT * FROM orders WHERE owner = 'ann' OR owner = 'bob'"],
    ["SELECT * FROM orders WHERE NOT owner = 'ann'"],
    // The engine passes over what it does not understand.
    ["SELECT * FROM orders WHERE id = '1' garbage owner = 'ann'"],
    ["SELECT * FROM orders WHERE id = '1' UNION owner = 'ann'"],
    ["SELECT * FROM orders WHERE id = '1', owner = 'ann'"],
    ["SELECT * FROM orders WHERE id = '1' WHERE owner = 'ann'"],
    ["SELECT * FROM orders WHERE id = '1' ORDER BY id owner = 'ann'"],
    ["SELECT * FROM orders WHERE (id = '1') owner = 'ann'"],
    ["SELECT * FROM orders WHERE size(owner = 'ann') > 1"],
    ["SELECT * FROM orders WHERE unknown(id) AND owner = 'ann'"],
    ["SELECT * FROM orders WHERE owner BETWEEN 'ann' AND 'ann'"],
    ["SELECT * FROM orders WHERE owner.part = 'ann'"],
    ["SELECT * FROM orders ORDER BY owner = 'ann'"],
    ["DELETE FROM orders WHERE id = '1' RETURNING ALL OLD * owner = 'ann'"],
    ["INSERT INTO orders VALUE {'owner': 'bob', 'id': '1'} {'owner': 'ann'}"],
    ["INSERT INTO orders VALUE {'x': 1 > , 'owner': 'bob', 'id': '1'}"],
    ["SELECT * FROM orders WHERE owner = 'a' || 'nn'"],
    ["SELECT * FROM orders WHERE owner IN ['ann', id]"],
    ["SELECT * FROM orders WHERE owner = 'ann' AND begins_with(owner, 'b')"],
    ["UPDATE orders SET note = 'a' WHERE owner <> 'bob' AND id = '1'"],
    ["INSERT INTO orders VALUE {'owner': 'ann', 'owner': 'bob', 'id': '1'}"],
    ["INSERT INTO orders VALUE {'id': '1'}"],
    ["INSERT INTO orders VALUE {'owner': 'ann' 'bob', 'id': '1'}"],
    ["INSERT INTO orders VALUE {'owner': 'ann' || 'b', 'id': '1'}"],
    ["INSERT INTO orders VALUE {'owner': {'owner': 'ann'}, 'id': '1'}"],
  ])("DDB-4 %s is refused where keys matter", async (text) => {
    expect(await codeAs(ANN_ONLY, "ExecuteStatement", statement(text))).toBe("AccessDeniedException");
  });

  test.each([
    ["SELECT * FROM orders o WHERE o.owner = 'ann'"],
    ["SELECT * FROM orders -- WHERE owner = 'ann'"],
    ["SELECT * FROM orders /* a */"],
    ["SELECT * FROM orders, people"],
    ["SELECT * FROM (SELECT * FROM orders)"],
    ["DROP TABLE orders"],
    ["INSERT INTO orders.by VALUE {'owner': 'ann'}"],
    [""],
  ])("DDB-5 the statement %j is not understood, so nobody runs it", async (text) => {
    const everything = [{ Effect: "Allow", Action: "*", Resource: "*" }];
    expect(await codeAs(everything, "ExecuteStatement", statement(text))).toBe("ValidationException");
  });

  test("DDB-4 a write without the key is refused where keys matter", async () => {
    expect(await codeAs(ANN_ONLY, "PutItem", { TableName: "orders", Item: { id: { S: "1" } } })).toBe(
      "AccessDeniedException",
    );
  });
});

describe("DDB-2 Attributes and parameters", () => {
  const read = (input: object = {}) => ({ TableName: "orders", Key: KEY, ...input });
  const ONLY = allow({
    "ForAllValues:StringEquals": { "dynamodb:Attributes": ["owner", "id", "shop"] },
    StringEqualsIfExists: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
  });

  test.each<[string, object, string]>([
    ["GetItem", read({ ProjectionExpression: "shop" }), "yes"],
    ["GetItem", read({ ProjectionExpression: "shop, secret" }), "AccessDeniedException"],
    [
      "GetItem",
      read({ ProjectionExpression: "#s", ExpressionAttributeNames: { "#s": "secret" } }),
      "AccessDeniedException",
    ],
    ["GetItem", read({ ProjectionExpression: "secret.part[0].more" }), "AccessDeniedException"],
    ["GetItem", read({ ProjectionExpression: "shop.secret" }), "yes"],
    ["GetItem", read({ AttributesToGet: ["secret"] }), "AccessDeniedException"],
    ["PutItem", { TableName: "orders", Item: { ...KEY, secret: { S: "a" } } }, "AccessDeniedException"],
    ["UpdateItem", read({ UpdateExpression: "REMOVE secret" }), "AccessDeniedException"],
    ["UpdateItem", read({ UpdateExpression: "REMOVE shop" }), "yes"],
    ["DeleteItem", read({ ConditionExpression: "attribute_not_exists(secret)" }), "AccessDeniedException"],
    ["Query", equals("ann", { FilterExpression: "size(secret) > :i" }), "AccessDeniedException"],
    ["Query", equals("ann", { Select: "COUNT" }), "AccessDeniedException"],
    ["Query", equals("ann", { Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "shop" }), "yes"],
    ["Scan", { TableName: "orders", FilterExpression: "secret = shop" }, "AccessDeniedException"],
    [
      "BatchGetItem",
      { RequestItems: { orders: { Keys: [KEY], ProjectionExpression: "secret" } } },
      "AccessDeniedException",
    ],
    ["ExecuteStatement", statement("SELECT shop FROM orders WHERE owner = 'ann'"), "yes"],
    ["ExecuteStatement", statement("SELECT secret FROM orders WHERE owner = 'ann'"), "AccessDeniedException"],
    ["ExecuteStatement", statement(`SELECT "secret".a FROM orders`), "AccessDeniedException"],
    ["ExecuteStatement", statement("SELECT value FROM orders WHERE owner = 'ann'"), "AccessDeniedException"],
    [
      "ExecuteStatement",
      statement("SELECT 'secret' FROM orders WHERE owner = 'ann'"),
      "AccessDeniedException",
    ],
  ])("DDB-2 %s %j under a list of attributes: %s", async (operation, input, expected) => {
    expect(await codeAs(ONLY, operation, input)).toBe(expected);
  });

  test.each([
    ["GetItem", read({ ProjectionExpression: "#nothing" })],
    ["GetItem", read({ ProjectionExpression: "a; b" })],
    ["UpdateItem", read({ UpdateExpression: "SET #nothing = shop" })],
    ["BatchGetItem", { RequestItems: { orders: { Keys: [KEY], ProjectionExpression: "a b ~" } } }],
    ["ExecuteStatement", statement("SELECT orders.shop FROM orders WHERE owner = 'ann'")],
  ])(
    "DDB-4 %s %j: attributes that cannot be told are refused where they matter",
    async (operation, input) => {
      const but = deny({ "ForAnyValue:StringEquals": { "dynamodb:Attributes": ["secret"] } });
      for (const policy of [ONLY, but]) {
        expect(await codeAs(policy, operation, input)).toBe("AccessDeniedException");
      }
    },
  );

  test.each<[object, string, object, string]>([
    [
      { StringEquals: { "dynamodb:ReturnValues": "NONE" } },
      "UpdateItem",
      read({ ReturnValues: "ALL_NEW" }),
      "NONE",
    ],
    [
      { StringEquals: { "dynamodb:Select": "COUNT" } },
      "Query",
      equals("ann", { Select: "ALL_ATTRIBUTES" }),
      "COUNT",
    ],
    [
      { StringEquals: { "dynamodb:ReturnConsumedCapacity": "NONE" } },
      "GetItem",
      read({ ReturnConsumedCapacity: "TOTAL" }),
      "NONE",
    ],
  ])("DDB-2 %j is about %s", async (Condition, operation, input, wanted) => {
    const [key = ""] = Object.keys(Object.values(Condition)[0] as object);
    const fitting = { ...input, [key.replace("dynamodb:", "")]: wanted };
    expect([
      await codeAs(allow(Condition), operation, fitting),
      await codeAs(allow(Condition), operation, input),
      await codeAs(deny(Condition), operation, fitting),
    ]).toEqual(["yes", "AccessDeniedException", "AccessDeniedException"]);
  });

  test("DDB-2 a transaction says that it encloses its members", async () => {
    const inside = { TransactItems: [{ Get: { TableName: "orders", Key: KEY } }] };
    const only = allow({ StringEquals: { "dynamodb:EnclosingOperation": "TransactGetItems" } });
    const never = deny({ StringEquals: { "dynamodb:EnclosingOperation": "TransactGetItems" } });
    expect(await codeAs(only, "TransactGetItems", inside)).toBe("yes");
    expect(await codeAs(only, "GetItem", read())).toBe("AccessDeniedException");
    expect(await codeAs(never, "TransactGetItems", inside)).toBe("AccessDeniedException");
    expect(await codeAs(never, "GetItem", read())).toBe("yes");
    const statements = [statement("SELECT * FROM orders WHERE owner = 'ann' AND id = '1'")];
    const executed = allow({ StringEquals: { "dynamodb:EnclosingOperation": "ExecuteTransaction" } });
    expect(await codeAs(executed, "ExecuteTransaction", { TransactStatements: statements })).toBe("yes");
    expect(await codeAs(executed, "BatchExecuteStatement", { Statements: statements })).toBe(
      "AccessDeniedException",
    );
  });

  test("DDB-2 a Select of PartiQL says whether it reads the whole table", async () => {
    const noScan = deny({ Bool: { "dynamodb:FullTableScan": "true" } });
    const select = (where: string) => statement(`SELECT * FROM orders${where}`);
    expect(await codeAs(noScan, "ExecuteStatement", select(" WHERE owner = 'ann'"))).toBe("yes");
    for (const where of ["", " WHERE id = '1'", " WHERE owner = 'ann' OR id = '1'"]) {
      expect(await codeAs(noScan, "ExecuteStatement", select(where))).toBe("AccessDeniedException");
    }
  });

  test("DDB-2 tags of the table and of the call are condition keys", async () => {
    const home = allow({ StringEquals: { "aws:ResourceTag/team": "home" } });
    expect(await codeAs(home, "GetItem", read())).toBe("yes");
    expect(await codeAs(home, "Query", equals("ann"))).toBe("yes");
    expect(await codeAs(home, "GetItem", { TableName: "people", Key: { name: { S: "a" } } })).toBe(
      "AccessDeniedException",
    );
    const tags = { ResourceArn: ARN, Tags: [{ Key: "team", Value: "home" }] };
    const given = allow({ StringEquals: { "aws:RequestTag/team": "home" } });
    expect(await codeAs(given, "TagResource", tags)).toBe("yes");
    expect(await codeAs(given, "TagResource", { ...tags, Tags: [{ Key: "team", Value: "x" }] })).toBe(
      "AccessDeniedException",
    );
    const fresh = { ...PEOPLE, TableName: "fresh" };
    expect(await codeAs(given, "CreateTable", fresh)).toBe("AccessDeniedException");
    expect(await codeAs(given, "CreateTable", { ...fresh, Tags: tags.Tags })).toBe("yes");
    const keys = allow({ "ForAnyValue:StringEquals": { "aws:TagKeys": ["cost"] } });
    const untag = (key: string) => ({ ResourceArn: ARN, TagKeys: [key] });
    expect(await codeAs(keys, "UntagResource", untag("cost"))).toBe("yes");
    expect(await codeAs(keys, "UntagResource", untag("team"))).toBe("AccessDeniedException");
  });
});
