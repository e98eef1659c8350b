import { CreateTableCommand, DynamoDBClient, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteFunctionConcurrencyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ExplainedCloud } from "./testing/explained-cloud.ts";

let explained: ExplainedCloud;

beforeAll(async () => {
  explained = await ExplainedCloud.open();
});
afterAll(() => explained?.close());

describe("TRACE-4 signatures and policies", () => {
  const stsWith = (credentials: object) =>
    new STSClient({ ...explained.running.clientConfig, credentials: credentials as never, maxAttempts: 1 });

  it("wrong signature, unknown key", async () => {
    const wrong = stsWith({ ...explained.running.credentials, secretAccessKey: "wrong" });
    const unknown = stsWith({ accessKeyId: "AKIAAAAAAAAAAAAAWXYZ", secretAccessKey: "x" });

    expect(await explained.whyOf(() => wrong.send(new GetCallerIdentityCommand({})))).toMatch(
      /the signature of key AKIA….{4} differs/,
    );
    expect(JSON.stringify(explained.newestRefusal().steps)).toContain('"canonical":["POST","/"');
    expect(await explained.whyOf(() => unknown.send(new GetCallerIdentityCommand({})))).toContain(
      "key AKIA…WXYZ is not of this cloud",
    );
  });

  it("clock skew", async () => {
    const late = new STSClient({
      ...explained.running.clientConfig,
      systemClockOffset: -3_600_000,
      maxAttempts: 1,
    });

    expect(await explained.whyOf(() => late.send(new GetCallerIdentityCommand({})))).toMatch(
      /signed 60 min before this clock; 15 min are allowed/,
    );
  });

  it("no signature", async () => {
    const body = new URLSearchParams({ Action: "ListRoles", Version: "2010-05-08" });
    const init = { method: "POST", body, headers: { host: "iam.localhost" } };

    expect(await explained.whyOf(() => fetch(explained.running.endpoint, init))).toContain(
      "it came without a signature",
    );
  });

  it("one condition short", async () => {
    const session = await explained.sessionOf("Reader");
    const lambda = new LambdaClient({ ...explained.running.clientConfig, credentials: session });

    const why = await explained.whyOf(() => lambda.send(new ListFunctionsCommand()));
    lambda.destroy();

    expect(why).toContain(
      "read[OnlyOffice] fits but for IpAddress aws:SourceIp: wants 10.0.0.0/8, had 127.0.0.1",
    );
  });

  it("an unsigned call of a bucket, and a link that would live too long", async () => {
    const object = `${explained.running.endpoint}/${explained.out["BucketName"]}/a`;
    const time = new Date(explained.clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const linkOf = (day: string) =>
      new URLSearchParams({
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": `${explained.running.credentials.accessKeyId}/${day}/eu-west-1/s3/aws4_request`,
        "X-Amz-Date": time,
        "X-Amz-Expires": "700000",
        "X-Amz-SignedHeaders": "host",
        "X-Amz-Signature": "0".repeat(64),
      });

    expect(await explained.whyOf(() => fetch(object))).toContain("sign the call, or presign its address");
    expect(await explained.whyOf(() => fetch(`${object}?${linkOf(time.slice(0, 8))}`))).toContain(
      "the signature is not complete: a link may live 7 days at most",
    );
    expect(await explained.whyOf(() => fetch(`${object}?${linkOf("20200101")}`))).toContain(
      `its credential is of day 20200101, and it was signed on ${time.slice(0, 8)}; let an AWS SDK sign`,
    );
  });

  it("a function whose reserved runs are all busy, called by its name", async () => {
    const lambda = new LambdaClient({ ...explained.running.clientConfig, maxAttempts: 1 });
    const FunctionName = explained.out["FunctionName"] ?? "";
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));

    const why = await explained.whyOf(() => lambda.send(new InvokeCommand({ FunctionName })));
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    lambda.destroy();

    expect(why).toContain(`${FunctionName} has 0 concurrent runs, and all are busy`);
  });

  it("a role that does not exist: concealed from the caller", async () => {
    const sts = new STSClient(explained.running.clientConfig);
    const RoleArn = `arn:aws:iam::${explained.running.accountId}:role/Gone`;

    const why = await explained.whyOf(() =>
      sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "me" })),
    );
    sts.destroy();

    expect(why).toContain("there is no role Gone; the answer hides that");
    expect(explained.newestRefusal().concealed).toBe(true);
  });
});

describe("TRACE-4 tables", () => {
  const TableName = "notes";
  let client: DynamoDBClient;

  beforeAll(async () => {
    await new DynamoDBClient(explained.running.clientConfig).send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "owner", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "owner", AttributeType: "S" }],
      }),
    );
    const credentials = await explained.sessionOf("Reader");
    client = new DynamoDBClient({ ...explained.running.clientConfig, credentials, maxAttempts: 1 });
  });
  afterAll(() => client?.destroy());

  const query = (more: object) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "#o = :o",
        ExpressionAttributeNames: { "#o": "owner" },
        ExpressionAttributeValues: { ":o": { S: "ann" } },
        ...more,
      }),
    );

  it("a query of an index, where the policy has the table alone", async () => {
    const why = await explained.whyOf(() => query({ IndexName: "by-topic" }));

    expect(why).toMatch(/^role Reader asked for dynamodb:Query on table\/notes\/index\/by-topic; /);
    expect(explained.newestRefusal().decided).toBe(
      "read[Notes] has it for table/notes only (its indexes need /index/*)",
    );
  });

  it("items of another", async () => {
    const get = (owner: string) =>
      client.send(new GetItemCommand({ TableName, Key: { owner: { S: owner } } }));
    await get("ann");
    const why = await explained.whyOf(() => get("bob"));

    expect(why).toContain("ForAllValues:StringEquals dynamodb:LeadingKeys: wants ann, had bob");
    expect(explained.newestRefusal().would).toBe("ask for items of ann alone");
  });

  it("keys that cannot be told", async () => {
    await explained.whyOf(() =>
      client.send(new GetItemCommand({ TableName, Key: { nobody: { S: "ann" } } })),
    );

    expect(explained.newestRefusal()).toMatchObject({
      decided:
        "a policy has a condition on dynamodb:LeadingKeys, and its values cannot be told from the request",
      would: "name the partition key by = alone",
    });
  });
});

describe("TRACE-4 MQTT", () => {
  it("subscribe denied, with the slip in the policy", async () => {
    const session = await explained.sessionOf("Reader");
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${explained.running.mqttPort}`, {
      username: session.accessKeyId,
      password: `${session.secretAccessKey}:${session.sessionToken}`,
      protocolVersion: 4,
      clientId: "watcher",
    });

    await client.subscribeAsync("gate").catch(() => undefined);
    const why = explained.newestRefusal().sentence;
    await client.endAsync(true);

    expect(why).toMatch(
      /^role Reader asked for iot:Subscribe on topicfilter\/gate; read\[WrongKind] has it for topic\/gate only/,
    );
    expect(explained.newestRefusal().decided).toContain("(Subscribe needs topicfilter/)");
  });

  it("a watcher without credentials publishes nothing", async () => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${explained.running.mqttPort}`, {
      protocolVersion: 4,
      reconnectPeriod: 0,
    });
    const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));

    client.publish("gate", "x");
    await closed;

    expect(explained.newestRefusal().sentence).toContain("a client without credentials may only watch");
  });
});
