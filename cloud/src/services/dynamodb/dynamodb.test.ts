import { crc32 } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, send } from "../../iam/testing/access-table.ts";
import { ARN, dynamoCall, KEY, ORDERS } from "./testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "./testing/test-service.ts";

let dynamodb: TestDynamoDb;
let created: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  dynamodb = openTestDynamoDb();
  const { body } = await dynamodb.call("CreateTable", ORDERS);
  created = body["TableDescription"] as typeof created;
});
afterAll(() => dynamodb.close());

const ofOrders = (more: object = {}) => ({ TableName: "orders", ...more });

test("CreateTable answers what AWS answers", () => {
  expect(created).toMatchObject({
    TableArn: ARN,
    TableStatus: "CREATING",
    DeletionProtectionEnabled: false,
    ItemCount: 0,
    TableSizeBytes: 0,
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    GlobalSecondaryIndexes: [{ IndexArn: `${ARN}/index/by-shop` }],
  });
  expect(
    (created["AttributeDefinitions"] as { AttributeName: string }[]).map((it) => it.AttributeName),
  ).toEqual(["id", "owner", "shop"]);
  expect(created["WarmThroughput"]).toBeUndefined();
});

test("DescribeTable has the table active, by name and by ARN", async () => {
  for (const TableName of ["orders", ARN]) {
    const { body } = await dynamodb.call("DescribeTable", { TableName });
    expect(body["Table"]).toMatchObject({
      TableName: "orders",
      TableArn: ARN,
      TableStatus: "ACTIVE",
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000, Status: "ACTIVE" },
    });
  }
});

/** Texts that were recorded of AWS. */
test.each<[string, object, string, string]>([
  ["CreateTable", ORDERS, "ResourceInUseException", "Table already exists: orders"],
  [
    "DescribeTable",
    { TableName: "nope" },
    "ResourceNotFoundException",
    "Requested resource not found: Table: nope not found",
  ],
  ["GetItem", { TableName: "nope", Key: KEY }, "ResourceNotFoundException", "Requested resource not found"],
  [
    "GetItem",
    ofOrders({ Key: { owner: KEY.owner } }),
    "ValidationException",
    "The provided key element does not match the schema",
  ],
  [
    "GetItem",
    ofOrders({ Key: KEY, ExpressionAttributeNames: { "#x": "a" } }),
    "ValidationException",
    "ExpressionAttributeNames can only be specified when using expressions",
  ],
  [
    "GetItem",
    ofOrders({ Key: KEY, ProjectionExpression: "id", ExpressionAttributeNames: { "#x": "a" } }),
    "ValidationException",
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}",
  ],
  [
    "PutItem",
    ofOrders({
      Item: KEY,
      ConditionExpression: "attribute_not_exists(id)",
      ExpressionAttributeNames: { "#x": "a" },
    }),
    "ValidationException",
    "1 validation error detected: Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}",
  ],
  [
    "PutItem",
    ofOrders({ Item: { ...KEY, owner: { S: "" } } }),
    "ValidationException",
    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: owner",
  ],
  [
    "PutItem",
    ofOrders({ Item: { ...KEY, id: { S: "0" } }, ConditionExpression: "attribute_exists(id)" }),
    "ConditionalCheckFailedException",
    "The conditional request failed",
  ],
  [
    "UpdateItem",
    ofOrders({ Key: KEY, UpdateExpression: "" }),
    "ValidationException",
    "1 validation error detected: Invalid UpdateExpression: The expression can not be empty;",
  ],
  [
    "Scan",
    ofOrders({ FilterExpression: "" }),
    "ValidationException",
    "Invalid FilterExpression: The expression can not be empty;",
  ],
  [
    "Query",
    ofOrders({ KeyConditionExpression: "id = :i", ExpressionAttributeValues: { ":i": { S: "1" } } }),
    "ValidationException",
    "Query condition missed key schema element: owner",
  ],
  [
    "Query",
    ofOrders({
      IndexName: "by-shop",
      ConsistentRead: true,
      KeyConditionExpression: "shop = :i",
      ExpressionAttributeValues: { ":i": { S: "1" } },
    }),
    "ValidationException",
    "Consistent reads are not supported on global secondary indexes",
  ],
  [
    "TransactWriteItems",
    { TransactItems: [{ Put: ofOrders({ Item: KEY }) }, { Delete: ofOrders({ Key: KEY }) }] },
    "ValidationException",
    "Transaction request cannot include multiple operations on one item",
  ],
  [
    "TransactWriteItems",
    { TransactItems: [{ Put: ofOrders({ Item: KEY }), Delete: ofOrders({ Key: KEY }) }] },
    "ValidationException",
    "TransactItems can only contain one of Check, Put, Update or Delete",
  ],
  [
    "CreateTable",
    { ...ORDERS, TableName: "other", ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
    "ValidationException",
    "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
  ],
  [
    "CreateTable",
    { ...ORDERS, TableName: "other", BillingMode: undefined },
    "ValidationException",
    "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
  ],
])("%s %j: %s", async (operation, input, code, message) => {
  const { status, body } = await dynamodb.call(operation, input);
  expect([status, body.__type?.replace(/^.*#/, ""), body.message]).toEqual([400, code, message]);
});

test("a cancelled transaction says what every member came to", async () => {
  await dynamodb.call("PutItem", ofOrders({ Item: KEY }));
  const members = [
    { Put: ofOrders({ Item: KEY, ConditionExpression: "attribute_not_exists(id)" }) },
    { Delete: ofOrders({ Key: { ...KEY, id: { S: "5" } } }) },
  ];

  const { body } = await dynamodb.call("TransactWriteItems", { TransactItems: members });

  expect(body).toEqual({
    __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    Message:
      "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]",
    CancellationReasons: [
      { Code: "ConditionalCheckFailed", Message: "The conditional request failed" },
      { Code: "None" },
    ],
  });
});

test("a failed condition has the item when that is asked for", async () => {
  await dynamodb.call("PutItem", ofOrders({ Item: KEY }));
  const { body } = await dynamodb.call(
    "PutItem",
    ofOrders({
      Item: KEY,
      ConditionExpression: "attribute_not_exists(id)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    }),
  );
  expect([body.message, body["Item"]]).toEqual(["The conditional request failed", KEY]);
});

test("a batch by ARN is answered by ARN", async () => {
  await dynamodb.call("PutItem", ofOrders({ Item: KEY }));
  const request = { RequestItems: { [ARN]: { Keys: [KEY] } }, ReturnConsumedCapacity: "TOTAL" };

  const { body } = await dynamodb.call("BatchGetItem", request);

  expect(body["Responses"]).toEqual({ [ARN]: [KEY] });
  expect(body["ConsumedCapacity"]).toEqual([expect.objectContaining({ TableName: ARN })]);
  const twice = { RequestItems: { [ARN]: { Keys: [KEY] }, orders: { Keys: [KEY] } } };
  expect((await dynamodb.call("BatchGetItem", twice)).status).toBe(400);
});

test("every answer carries the checksum of its body, refusals too", async () => {
  const { world, account } = dynamodb;
  for (const call of [
    dynamoCall("ListTables", {}),
    dynamoCall("PutItem", ofOrders({ Item: { ...KEY, note: { S: "ä€" } } })),
    dynamoCall("DescribeTable", { TableName: "ä" }),
  ]) {
    const { headers, body } = await send(world, call, account.administrator);
    expect(headers["x-amz-crc32"]).toBe(String(crc32(String(body))));
    expect(headers["Content-Type"]).toBe("application/x-amz-json-1.0");
  }
});

test("what AWS has and this cloud has not is refused by name", async () => {
  const { world, account } = dynamodb;
  const code = async (operation: string, input: object) => {
    const answer = await send(world, dynamoCall(operation, input), account.administrator);
    return [await codeOf(answer), String(answer.body)];
  };

  expect(await code("CreateBackup", {})).toEqual([
    "UnsupportedOperationException",
    expect.stringContaining("CreateBackup is not supported"),
  ]);
  expect(await code("CreateTable", { ...ORDERS, TableName: "other", ResourcePolicy: "{}" })).toEqual([
    "UnsupportedOperationException",
    expect.stringContaining("ResourcePolicy of CreateTable is not supported"),
  ]);
  expect((await code("Nonsense", {}))[0]).toBe("UnknownOperationException");
});

test("settings that change no answer are described, with this cloud's ARNs", async () => {
  const settings = { SSESpecification: { Enabled: true }, TableClass: "STANDARD_INFREQUENT_ACCESS" };
  const { body } = await dynamodb.call("CreateTable", { ...ORDERS, TableName: "sealed", ...settings });
  expect(body["TableDescription"]).toMatchObject({
    SSEDescription: {
      Status: "ENABLED",
      SSEType: "KMS",
      KMSMasterKeyArn: expect.stringMatching(/^arn:aws:kms:eu-west-1:123456789012:key\//),
    },
    TableClassSummary: { TableClass: "STANDARD_INFREQUENT_ACCESS" },
  });
  expect(JSON.stringify(body)).not.toContain("dynoxide");
  await dynamodb.call("DeleteTable", { TableName: "sealed" });
});

test("a stream has a label in AWS's form; its view is not changed while it is on", async () => {
  const stream = { StreamEnabled: true, StreamViewType: "KEYS_ONLY" };
  const { body } = await dynamodb.call("UpdateTable", ofOrders({ StreamSpecification: stream }));
  const again = await dynamodb.call("UpdateTable", ofOrders({ StreamSpecification: stream }));

  const { LatestStreamArn: arn, LatestStreamLabel: label } = body["TableDescription"] as Record<
    string,
    string
  >;
  expect(label).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/);
  expect(arn).toBe(`${ARN}/stream/${label}`);
  expect(again.body.message).toBe("Table already has an enabled stream: TableName: orders");
});

test("time to live is on, described and off", async () => {
  const spec = (Enabled: boolean) => ofOrders({ TimeToLiveSpecification: { Enabled, AttributeName: "ttl" } });
  await dynamodb.call("UpdateTimeToLive", spec(true));
  const on = await dynamodb.call("DescribeTimeToLive", ofOrders());
  await dynamodb.call("UpdateTimeToLive", spec(false));
  const off = await dynamodb.call("DescribeTimeToLive", ofOrders());

  expect(on.body).toEqual({ TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" } });
  expect(off.body).toEqual({ TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } });
});

test("a protected table is not deleted", async () => {
  await dynamodb.call("UpdateTable", ofOrders({ DeletionProtectionEnabled: true }));
  const refused = await dynamodb.call("DeleteTable", ofOrders());
  await dynamodb.call("UpdateTable", ofOrders({ DeletionProtectionEnabled: false }));
  const deleted = await dynamodb.call("DeleteTable", ofOrders());

  expect(refused.body.message).toBe(
    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
  );
  expect(deleted.body["TableDescription"]).toMatchObject({ TableStatus: "DELETING" });
  expect((await dynamodb.call("ListTables", {})).body["TableNames"]).toEqual([]);
});
