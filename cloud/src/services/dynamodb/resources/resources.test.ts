import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Properties, ResourceContext, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { openTestDynamoDb, type TestDynamoDb } from "../testing/test-service.ts";

const NAME = "home-Orders-ABCDEFGHIJKL";
const ARN = `arn:aws:dynamodb:eu-west-1:123456789012:table/${NAME}`;
const TABLE: Properties = {
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  BillingMode: "PAY_PER_REQUEST",
};

let dynamodb: TestDynamoDb;
let provider: ResourceProvider;
let context: ResourceContext;
beforeAll(() => {
  dynamodb = openTestDynamoDb();
  [provider] = dynamodb.service.resources as [ResourceProvider];
  context = {
    scope: dynamodb.account.scope,
    caller: { kind: "anonymous" },
    stackName: "home",
    stackId: "arn:stack",
    logicalId: "Orders",
    generateName: () => NAME,
    commit: (write) => write(),
    tags: {
      "aws:cloudformation:stack-id": "arn:stack",
      "aws:cloudformation:logical-id": "Orders",
      team: "a",
    },
  };
});
afterAll(() => dynamodb.close());
beforeEach(async () => {
  await dynamodb.call("UpdateTable", { TableName: NAME, DeletionProtectionEnabled: false });
  await dynamodb.call("DeleteTable", { TableName: NAME });
});

async function table(): Promise<Record<string, unknown>> {
  const { body } = await dynamodb.call("DescribeTable", { TableName: NAME });
  return body["Table"] as Record<string, unknown>;
}
const update = (before: Properties, after: Properties) => provider.update(context, NAME, before, after);
const index = (name: string, key = name): Properties => ({
  IndexName: name,
  KeySchema: [{ AttributeName: key, KeyType: "HASH" }],
  Projection: { ProjectionType: "ALL" },
});
const withIndexes = (...names: string[]): Properties => ({
  ...TABLE,
  AttributeDefinitions: ["id", ...names].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  ...(names.length === 0 ? {} : { GlobalSecondaryIndexes: names.map((name) => index(name)) }),
});
const operations = (before: Properties, after: Properties) =>
  provider
    .calls(context, { kind: "update", physicalId: NAME, before, after })
    .map((call) => ("operation" in call ? call.operation : call.action));

describe("AWS::DynamoDB::Table", () => {
  test("AWS::DynamoDB::Table: Ref is the name, GetAtt has Arn, and StreamArn with a stream", async () => {
    const made = await provider.create(context, {
      ...TABLE,
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      Tags: [{ Key: "team", Value: "b" }],
    });

    expect(made).toEqual({
      physicalId: NAME,
      attributes: { Arn: ARN, StreamArn: expect.stringMatching(`^${ARN}/stream/\\d{4}-`) },
    });
    const ttl = await dynamodb.call("DescribeTimeToLive", { TableName: NAME });
    expect(ttl.body["TimeToLiveDescription"]).toMatchObject({ TimeToLiveStatus: "ENABLED" });
    const tags = await dynamodb.call("ListTagsOfResource", { ResourceArn: ARN });
    expect(tags.body["Tags"]).toEqual(
      expect.arrayContaining([
        { Key: "team", Value: "b" },
        { Key: "aws:cloudformation:logical-id", Value: "Orders" },
      ]),
    );
  });

  test("AWS::DynamoDB::Table has no StreamArn without a stream, and the name of the template", async () => {
    const made = await provider.create(context, { ...TABLE, TableName: "mine" });
    expect(made).toEqual({ physicalId: "mine", attributes: { Arn: ARN.replace(NAME, "mine") } });
    await provider.delete(context, "mine", {});
    await provider.delete(context, "mine", {});
    expect((await dynamodb.call("ListTables", {})).body["TableNames"]).toEqual([]);
  });

  test("AWS::DynamoDB::Table leaves nothing behind when it fails", async () => {
    const failing = {
      ...context,
      commit: () => {
        throw new Error("stopped");
      },
    };
    const spec = { AttributeName: "ttl", Enabled: true };
    await expect(provider.create(failing, { ...TABLE, TimeToLiveSpecification: spec })).rejects.toThrow(
      "stopped",
    );
    const { BillingMode: _mode, ...provisioned } = TABLE;
    await expect(provider.create(context, provisioned)).rejects.toThrow("must both be specified");
    expect((await provider.create(context, TABLE)).physicalId).toBe(NAME);
  });

  test("AWS::DynamoDB::Table: capacity, protection, stream, time to live and tags change in place", async () => {
    await provider.create(context, TABLE);
    const after: Properties = {
      ...TABLE,
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 },
      DeletionProtectionEnabled: true,
      StreamSpecification: { StreamViewType: "KEYS_ONLY" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      Tags: [{ Key: "cost", Value: "1" }],
    };

    const made = await update(TABLE, after);

    expect(made.attributes["StreamArn"]).toBeDefined();
    expect(await table()).toMatchObject({
      DeletionProtectionEnabled: true,
      ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 },
      StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
    });
    await expect(provider.delete(context, NAME, after)).rejects.toThrow(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );

    const back = await update(after, TABLE);

    expect(back.attributes).toEqual({ Arn: ARN });
    expect(await table()).toMatchObject({ DeletionProtectionEnabled: false });
    const ttl = await dynamodb.call("DescribeTimeToLive", { TableName: NAME });
    expect(ttl.body["TimeToLiveDescription"]).toEqual({ TimeToLiveStatus: "DISABLED" });
    const tags = await dynamodb.call("ListTagsOfResource", { ResourceArn: ARN });
    expect(tags.body["Tags"]).not.toContainEqual({ Key: "cost", Value: "1" });
  });

  test("AWS::DynamoDB::Table: the view of a stream alone does not change", async () => {
    const stream = (StreamViewType: string) => ({ ...TABLE, StreamSpecification: { StreamViewType } });
    await provider.create(context, stream("KEYS_ONLY"));
    await expect(update(stream("KEYS_ONLY"), stream("NEW_IMAGE"))).rejects.toThrow("enabled stream");
  });

  test("AWS::DynamoDB::Table: what failed is taken back, whatever of it was done", async () => {
    const before = { ...withIndexes("one"), StreamSpecification: { StreamViewType: "KEYS_ONLY" } };
    await provider.create(context, before);
    for (const failed of [
      { ...before, StreamSpecification: { StreamViewType: "NEW_IMAGE" } },
      { ...before, GlobalSecondaryIndexes: [index("one"), index("undefined")] },
      { ...before, TimeToLiveSpecification: { AttributeName: "", Enabled: true } },
    ]) {
      await expect(update(before, failed)).rejects.toThrow();
      await update(failed, before);
    }
    await update({ ...before, GlobalSecondaryIndexes: [] }, before);
    expect(await table()).toMatchObject({
      StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
      GlobalSecondaryIndexes: [{ IndexName: "one" }],
    });
  });

  test("AWS::DynamoDB::Table: an index of that name with other keys is not the one that is wanted", async () => {
    const other = { ...withIndexes("two"), GlobalSecondaryIndexes: [index("one", "two")] };
    await provider.create(context, other);
    await expect(update(TABLE, withIndexes("one"))).rejects.toThrow("already exists");
    expect(await table()).toMatchObject({ GlobalSecondaryIndexes: [index("one", "two")] });
  });

  test("AWS::DynamoDB::Table: one index comes or goes in an update", async () => {
    await provider.create(context, TABLE);
    await update(TABLE, withIndexes("one"));
    await update(withIndexes("one"), withIndexes("one", "two"));
    const message = "Cannot perform more than one GSI creation or deletion in a single update";
    await expect(update(withIndexes("one", "two"), TABLE)).rejects.toThrow(message);
    const rekeyed = {
      ...withIndexes("one", "two"),
      GlobalSecondaryIndexes: [index("one", "two"), index("two")],
    };
    await expect(update(withIndexes("one", "two"), rekeyed)).rejects.toThrow(message);
    await update(withIndexes("one", "two"), withIndexes("two"));

    const { GlobalSecondaryIndexes: left } = await table();
    expect(left).toEqual([expect.objectContaining({ IndexName: "two", IndexArn: `${ARN}/index/two` })]);
  });

  test("AWS::DynamoDB::Table: a table with a name of its own is not replaced", async () => {
    await provider.create(context, TABLE);
    await expect(provider.create(context, TABLE)).rejects.toThrow(
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${NAME} and update the stack again.`,
    );
    await expect(provider.create({ ...context, logicalId: "Other" }, TABLE)).rejects.toThrow(
      `Table already exists: ${NAME}`,
    );
    expect(provider.replaceOn).toEqual(
      expect.arrayContaining(["TableName", "KeySchema", "LocalSecondaryIndexes"]),
    );
  });

  test("DDB-1 whoever changes a stack must be allowed what the change does", async () => {
    await provider.create(context, TABLE);
    const spec = { TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true } };
    const create = provider.calls(context, { kind: "create", properties: { ...TABLE, ...spec } });
    expect(create).toMatchObject([
      { operation: "CreateTable", input: { TableName: NAME, Tags: [{ Key: "team", Value: "a" }] } },
      { operation: "UpdateTimeToLive", input: { TableName: NAME } },
    ]);
    expect(operations(TABLE, { ...TABLE, ...spec })).toEqual(["UpdateTimeToLive", "DescribeTable"]);
    expect(operations(TABLE, { ...TABLE, DeletionProtectionEnabled: true })).toEqual([
      "UpdateTable",
      "DescribeTable",
    ]);
    expect(operations(TABLE, { ...TABLE, Tags: [{ Key: "cost", Value: "1" }] })).toEqual([
      "TagResource",
      "DescribeTable",
    ]);
    expect(provider.calls(context, { kind: "delete", physicalId: NAME, properties: {} })).toMatchObject([
      { operation: "DeleteTable", input: { TableName: NAME } },
    ]);
  });
});
