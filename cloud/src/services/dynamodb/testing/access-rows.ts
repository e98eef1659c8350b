import { type AccessRow, jsonCall, type Needed } from "../../../iam/testing/access-table.ts";

const TABLE = "orders";
const OTHER = "people";
export const ARN = `arn:aws:dynamodb:eu-west-1:123456789012:table/${TABLE}`;
export const KEY = { owner: { S: "ann" }, id: { S: "1" } };
const OTHER_KEY = { name: { S: "ann" } };

export const dynamoCall = (operation: string, input: object) =>
  jsonCall(`DynamoDB_20120810.${operation}`, input);
export const streamsCall = (operation: string, input: object) =>
  jsonCall(`DynamoDBStreams_20120810.${operation}`, input);
/** A stream that is not there: its label is a time. */
const LABEL = "2026-01-01T00:00:00.000";
const STREAM_ARN = `${ARN}/stream/${LABEL}`;

function ofStream(operation: string, input: object): AccessRow {
  const values = { TableName: TABLE, StreamLabel: LABEL };
  return {
    ...streamsCall(operation, input),
    needs: [{ action: `dynamodb:${operation}`, type: "stream", values }],
    answers: "ResourceNotFoundException",
  };
}

const on = (action: string, TableName = TABLE): Needed => ({
  action: `dynamodb:${action}`,
  type: "table",
  values: { TableName },
});

function ofTable(operation: string, input: object = {}, actions: readonly string[] = [operation]): AccessRow {
  return {
    ...dynamoCall(operation, { TableName: TABLE, ...input }),
    needs: actions.map((action) => on(action)),
  };
}

function ofNothing(operation: string, input: object = {}): AccessRow {
  return {
    ...dynamoCall(operation, input),
    needs: [{ action: `dynamodb:${operation}`, type: "*" }],
  };
}

function ofArn(operation: string, input: object = {}): AccessRow {
  return { ...dynamoCall(operation, { ResourceArn: ARN, ...input }), needs: [on(operation)] };
}

const SELECT = `SELECT * FROM "${TABLE}" WHERE owner = 'ann'`;

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const DYNAMODB_ROWS: Readonly<Record<string, AccessRow>> = {
  BatchExecuteStatement: {
    ...dynamoCall("BatchExecuteStatement", {
      Statements: [{ Statement: `${SELECT} AND id = '1'` }],
    }),
    needs: [on("PartiQLSelect")],
  },
  BatchGetItem: {
    ...dynamoCall("BatchGetItem", {
      RequestItems: { [TABLE]: { Keys: [KEY] }, [OTHER]: { Keys: [OTHER_KEY] } },
    }),
    needs: [on("BatchGetItem"), on("BatchGetItem", OTHER)],
  },
  BatchWriteItem: {
    ...dynamoCall("BatchWriteItem", {
      RequestItems: {
        [TABLE]: [{ PutRequest: { Item: KEY } }],
        [OTHER]: [{ DeleteRequest: { Key: OTHER_KEY } }],
      },
    }),
    needs: [on("BatchWriteItem"), on("BatchWriteItem", OTHER)],
  },
  CreateTable: {
    ...dynamoCall("CreateTable", {
      TableName: "fresh",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
    needs: [on("CreateTable", "fresh")],
  },
  DeleteItem: ofTable("DeleteItem", { Key: KEY }),
  DeleteTable: ofTable("DeleteTable"),
  DescribeLimits: ofNothing("DescribeLimits"),
  DescribeStream: ofStream("DescribeStream", { StreamArn: STREAM_ARN }),
  DescribeTable: ofTable("DescribeTable"),
  DescribeTimeToLive: ofTable("DescribeTimeToLive"),
  ExecuteStatement: {
    ...dynamoCall("ExecuteStatement", { Statement: SELECT }),
    needs: [on("PartiQLSelect")],
  },
  ExecuteTransaction: {
    ...dynamoCall("ExecuteTransaction", {
      TransactStatements: [
        { Statement: `UPDATE "${TABLE}" SET amount = 1 WHERE owner = 'ann' AND id = '1'` },
        { Statement: `DELETE FROM "${OTHER}" WHERE name = 'bob'` },
        { Statement: `INSERT INTO "${OTHER}" VALUE {'name': 'carl'}` },
      ],
    }),
    needs: [on("PartiQLUpdate"), on("PartiQLDelete", OTHER), on("PartiQLInsert", OTHER)],
  },
  GetRecords: ofStream("GetRecords", { ShardIterator: `${STREAM_ARN}|1|e30=` }),
  GetShardIterator: ofStream("GetShardIterator", {
    StreamArn: STREAM_ARN,
    ShardId: "shardId-00000000000000000001-00000000",
    ShardIteratorType: "LATEST",
  }),
  GetItem: ofTable("GetItem", { Key: KEY }),
  ListStreams: {
    ...streamsCall("ListStreams", {}),
    needs: [{ action: "dynamodb:ListStreams", type: "*" }],
  },
  ListTables: ofNothing("ListTables"),
  ListTagsOfResource: ofArn("ListTagsOfResource"),
  PutItem: ofTable("PutItem", { Item: KEY }),
  Query: ofTable("Query", {
    KeyConditionExpression: "#owner = :owner",
    ExpressionAttributeNames: { "#owner": "owner" },
    ExpressionAttributeValues: { ":owner": KEY.owner },
  }),
  Scan: ofTable("Scan"),
  TagResource: ofArn("TagResource", { Tags: [{ Key: "team", Value: "home" }] }),
  TransactGetItems: {
    ...dynamoCall("TransactGetItems", {
      TransactItems: [{ Get: { TableName: TABLE, Key: KEY } }, { Get: { TableName: OTHER, Key: OTHER_KEY } }],
    }),
    needs: [on("GetItem"), on("GetItem", OTHER)],
  },
  TransactWriteItems: {
    ...dynamoCall("TransactWriteItems", {
      TransactItems: [
        { Put: { TableName: TABLE, Item: { ...KEY, id: { S: "2" } } } },
        {
          Update: {
            TableName: TABLE,
            Key: KEY,
            UpdateExpression: "SET amount = :one",
            ExpressionAttributeValues: { ":one": { N: "1" } },
          },
        },
        { Delete: { TableName: OTHER, Key: OTHER_KEY } },
        {
          ConditionCheck: {
            TableName: OTHER,
            Key: { name: { S: "bob" } },
            ConditionExpression: "attribute_not_exists(amount)",
          },
        },
      ],
    }),
    needs: [on("PutItem"), on("UpdateItem"), on("DeleteItem", OTHER), on("ConditionCheckItem", OTHER)],
  },
  UntagResource: ofArn("UntagResource", { TagKeys: ["team"] }),
  UpdateItem: ofTable("UpdateItem", { Key: KEY }),
  UpdateTable: ofTable("UpdateTable", { DeletionProtectionEnabled: false }),
  UpdateTimeToLive: ofTable("UpdateTimeToLive", {
    TimeToLiveSpecification: { Enabled: false, AttributeName: "ttl" },
  }),
};

const hash = (name: string, type = "S") => ({
  KeySchema: [{ AttributeName: name, KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: name, AttributeType: type }],
});

/** A table with a sort key and an index, and one without. */
export const ORDERS = {
  TableName: TABLE,
  KeySchema: [
    { AttributeName: "owner", KeyType: "HASH" },
    { AttributeName: "id", KeyType: "RANGE" },
  ],
  AttributeDefinitions: [
    { AttributeName: "owner", AttributeType: "S" },
    { AttributeName: "id", AttributeType: "S" },
    { AttributeName: "shop", AttributeType: "S" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-shop",
      KeySchema: [{ AttributeName: "shop", KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
    },
  ],
  BillingMode: "PAY_PER_REQUEST",
  Tags: [{ Key: "team", Value: "home" }],
};
export const PEOPLE = { TableName: OTHER, ...hash("name"), BillingMode: "PAY_PER_REQUEST" };
