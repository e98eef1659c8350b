import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  ListTablesCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { refusalOf } from "../support/clients.ts";
import { type RoleCredentials, rolesWith } from "./roles.ts";

const facts = inject("product");
const TableName = "sdk-orders";
const ARN = `arn:aws:dynamodb:${facts.region}:123456789012:table/${TableName}`;
const settings = { endpoint: facts.endpoint, region: facts.region, maxAttempts: 1 };
const allow = (Action: string | string[], Resource: string, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

let roles: Awaited<ReturnType<typeof rolesWith>>;
let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;

const documentsOf = (credentials: RoleCredentials) =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, credentials }));

beforeAll(async () => {
  client = new DynamoDBClient({ ...settings, credentials: facts.credentials });
  documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "owner", AttributeType: "S" },
        { AttributeName: "id", AttributeType: "N" },
        { AttributeName: "shop", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "owner", KeyType: "HASH" },
        { AttributeName: "id", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-shop",
          KeySchema: [{ AttributeName: "shop", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName });
  roles = await rolesWith(facts, "sdk-roles", {
    nothing: [],
    reader: [allow(["dynamodb:GetItem", "dynamodb:Query"], ARN)],
    indexer: [allow("dynamodb:Query", `${ARN}/index/by-shop`)],
    elsewhere: [allow("dynamodb:*", `${ARN}-other`)],
    denied: [allow("dynamodb:*", "*"), { Effect: "Deny", Action: "dynamodb:GetItem", Resource: ARN }],
    own: [
      allow("dynamodb:*", ARN, {
        Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["ann"] } },
      }),
    ],
    named: [
      allow("dynamodb:GetItem", ARN, {
        Condition: {
          "ForAllValues:StringEquals": { "dynamodb:Attributes": ["owner", "id", "shop"] },
          StringEqualsIfExists: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
        },
      }),
    ],
  });
});
afterAll(async () => {
  await client.send(new DeleteTableCommand({ TableName }));
  await waitUntilTableNotExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName });
  await roles.remove();
});

const KEY = { owner: "ann", id: 1 };

describe("the document client", () => {
  test("items of every type come back as they were; updates, conditions and deletions answer", async () => {
    const item = {
      ...KEY,
      shop: "north",
      text: "ä€😀",
      blank: "",
      no: null,
      yes: true,
      price: 12.5,
      list: [1, "two", { three: 3 }],
      map: { deep: { deeper: [new Uint8Array([1, 2, 255])] } },
      set: new Set(["a", "b"]),
    };
    expect((await documents.send(new PutCommand({ TableName, Item: item }))).Attributes).toBeUndefined();
    expect((await documents.send(new GetCommand({ TableName: ARN, Key: KEY }))).Item).toEqual(item);
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName,
        Key: KEY,
        UpdateExpression: "SET price = price + :more, #list[1] = :it REMOVE blank ADD #set :c",
        ExpressionAttributeNames: { "#list": "list", "#set": "set" },
        ExpressionAttributeValues: { ":more": 1, ":it": 2, ":c": new Set(["c"]) },
        ReturnValues: "UPDATED_NEW",
      }),
    );
    expect(Attributes).toMatchObject({ price: 13.5, set: new Set(["a", "b", "c"]) });
    const conditional = new PutCommand({
      TableName,
      Item: item,
      ConditionExpression: "attribute_not_exists(id)",
    });
    expect(await refusalOf(documents.send(conditional))).toMatchObject({
      name: "ConditionalCheckFailedException",
      message: "The conditional request failed",
    });
    const gone = await documents.send(new DeleteCommand({ TableName, Key: KEY, ReturnValues: "ALL_OLD" }));
    expect(gone.Attributes?.["price"]).toBe(13.5);
    expect((await documents.send(new GetCommand({ TableName, Key: KEY }))).Item).toBeUndefined();
  });

  test("batches, paginators of queries and scans, transactions", async () => {
    const ids = Array.from({ length: 60 }, (_, id) => id);
    for (let from = 0; from < ids.length; from += 25) {
      const requests = ids
        .slice(from, from + 25)
        .map((id) => ({ PutRequest: { Item: { owner: "ann", id, shop: id % 2 ? "odd" : "even" } } }));
      const { UnprocessedItems } = await documents.send(
        new BatchWriteCommand({ RequestItems: { [TableName]: requests } }),
      );
      expect(UnprocessedItems).toEqual({});
    }
    const { Responses } = await documents.send(
      new BatchGetCommand({ RequestItems: { [ARN]: { Keys: [{ owner: "ann", id: 7 }] } } }),
    );
    expect(Responses).toEqual({ [ARN]: [{ owner: "ann", id: 7, shop: "odd" }] });
    const found: unknown[] = [];
    const pages = paginateQuery(
      { client: documents, pageSize: 7 },
      {
        TableName,
        IndexName: "by-shop",
        KeyConditionExpression: "shop = :s",
        ExpressionAttributeValues: { ":s": "odd" },
      },
    );
    for await (const { Items = [] } of pages) found.push(...Items.map(({ id }) => id));
    expect(found.length).toBe(30);
    let scanned = 0;
    for await (const { Items = [] } of paginateScan({ client: documents, pageSize: 11 }, { TableName })) {
      scanned += Items.length;
    }
    expect(scanned).toBe(60);
    await documents.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: { owner: "bob", id: 1 } } },
          { Delete: { TableName, Key: { owner: "ann", id: 0 } } },
        ],
      }),
    );
    const read = await documents.send(
      new TransactGetCommand({
        TransactItems: [
          { Get: { TableName, Key: { owner: "bob", id: 1 } } },
          { Get: { TableName, Key: { owner: "ann", id: 0 } } },
        ],
      }),
    );
    expect(read.Responses).toEqual([{ Item: { owner: "bob", id: 1 } }, {}]);
    const cancelled = new TransactWriteCommand({
      TransactItems: [
        {
          Put: { TableName, Item: { owner: "bob", id: 1 }, ConditionExpression: "attribute_not_exists(id)" },
        },
        { Put: { TableName, Item: { owner: "bob", id: 2 } } },
      ],
    });
    const failure = await documents.send(cancelled).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "ConditionalCheckFailed" }, { Code: "None" }],
    });
    const { Items } = await client.send(
      new ExecuteStatementCommand({ Statement: `SELECT id FROM "${TableName}" WHERE owner = 'bob'` }),
    );
    expect(Items).toEqual([{ id: { N: "1" } }]);
  });

  test("tables are listed and described with this cloud's ARNs; what is missing is said in AWS's words", async () => {
    expect((await client.send(new ListTablesCommand({}))).TableNames).toContain(TableName);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect([Table?.TableArn, Table?.GlobalSecondaryIndexes?.[0]?.IndexArn]).toEqual([
      ARN,
      `${ARN}/index/by-shop`,
    ]);
    expect(await refusalOf(client.send(new DescribeTableCommand({ TableName: "nope" })))).toEqual({
      name: "ResourceNotFoundException",
      message: "Requested resource not found: Table: nope not found",
      status: 400,
    });
  });
});

describe("DDB-1 each YES has its NO", () => {
  const get = (owner = "ann") => new GetCommand({ TableName, Key: { owner, id: 7 } });
  const query = (IndexName?: string) =>
    new QueryCommand({
      TableName,
      ...(IndexName === undefined ? {} : { IndexName }),
      KeyConditionExpression: IndexName === undefined ? "#k = :v" : "shop = :v",
      ...(IndexName === undefined ? { ExpressionAttributeNames: { "#k": "owner" } } : {}),
      ExpressionAttributeValues: { ":v": "ann" },
    });
  const named = (ProjectionExpression?: string) =>
    new GetCommand({
      TableName,
      Key: KEY,
      ...(ProjectionExpression === undefined ? {} : { ProjectionExpression }),
    });

  test.each<[string, () => unknown, string]>([
    ["reader", () => get(), ""],
    ["nothing", () => get(), "dynamodb:GetItem on resource: TABLE because no identity-based policy allows"],
    ["elsewhere", () => get(), "dynamodb:GetItem on resource: TABLE because no identity-based policy allows"],
    [
      "denied",
      () => get(),
      "dynamodb:GetItem on resource: TABLE with an explicit deny in an identity-based policy",
    ],
    ["denied", () => query(), ""],
    ["reader", () => new PutCommand({ TableName, Item: KEY }), "dynamodb:PutItem on resource: TABLE because"],
    ["reader", () => query(), ""],
    ["reader", () => query("by-shop"), "dynamodb:Query on resource: TABLE/index/by-shop because"],
    ["indexer", () => query("by-shop"), ""],
    ["indexer", () => query(), "dynamodb:Query on resource: TABLE because"],
    ["own", () => get("ann"), ""],
    ["own", () => get("bob"), "dynamodb:GetItem on resource: TABLE because"],
    ["named", () => named("shop"), ""],
    ["named", () => named("shop, price"), "dynamodb:GetItem on resource: TABLE because"],
    ["reader", () => new ScanCommand({ TableName }), "dynamodb:Scan on resource: TABLE because"],
  ])("DDB-1 %s: %s → %j", async (role, command, refusal) => {
    const as = documentsOf(await roles.as(role));
    const answer = await as.send(command() as GetCommand).then(
      () => "",
      ({ name, message }: Error) => `${name} ${message}`,
    );

    if (refusal === "") expect(answer).toBe("");
    else {
      expect(answer).toContain(
        "AccessDeniedException User: arn:aws:sts::123456789012:assumed-role/sdk-roles-",
      );
      expect(answer).toContain(refusal.replace("TABLE", ARN));
    }
  });

  test("DDB-1 unsigned, and signed with another secret", async () => {
    const reply = await fetch(facts.endpoint, {
      method: "POST",
      headers: {
        "x-amz-target": "DynamoDB_20120810.ListTables",
        "content-type": "application/x-amz-json-1.0",
      },
      body: "{}",
    });
    expect([reply.status, await reply.json()]).toEqual([
      400,
      expect.objectContaining({
        __type: expect.stringMatching(/#MissingAuthenticationTokenException$/),
      }),
    ]);
    const wrong = new DynamoDBClient({
      ...settings,
      credentials: { ...facts.credentials, secretAccessKey: "wrong" },
    });
    expect(await refusalOf(wrong.send(new ListTablesCommand({})))).toMatchObject({
      name: "InvalidSignatureException",
      status: 400,
    });
  });
});
