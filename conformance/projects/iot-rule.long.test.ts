import { rmSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PublishCommand } from "@aws-sdk/client-iot-data-plane";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { logOf } from "../support/function-log.ts";
import { type Product, startProduct } from "../support/product.ts";

const folders = [join(import.meta.dirname, "fixtures", "iot-rule")];

describe("a project that keeps what sensors measure", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;
  let clients: ReturnType<typeof clientsFor>;
  let table: DynamoDBDocumentClient;

  beforeAll(async () => {
    product = await startProduct({ folders });
    outputs = product.facts.stacks["iot-rule"] ?? {};
    clients = clientsFor(product.facts);
    const { endpoint, region, credentials } = product.facts;
    table = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region, credentials }));
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  /** A sensor with the rights of its role. */
  const sensor = async (clientId: string): Promise<mqtt.MqttClient> => {
    const { Credentials: keys } = await clients.sts.send(
      new AssumeRoleCommand({ RoleArn: outputs["SensorArn"] ?? "", RoleSessionName: "sensor" }),
    );
    return mqtt.connectAsync(`mqtt://127.0.0.1:${product.facts.mqttPort}`, {
      clientId,
      username: keys?.AccessKeyId ?? "",
      password: `${keys?.SecretAccessKey ?? ""}:${keys?.SessionToken ?? ""}`,
      reconnectPeriod: 0,
    });
  };
  const publish = (topic: string, payload: object) =>
    clients.iotData.send(
      new PublishCommand({ topic, qos: 1, payload: Buffer.from(JSON.stringify(payload)) }),
    );
  const kept = async (room: string): Promise<readonly Record<string, unknown>[]> => {
    const { Items = [] } = await table.send(
      new QueryCommand({
        TableName: outputs["Table"] ?? "",
        KeyConditionExpression: "room = :room",
        ExpressionAttributeValues: { ":room": room },
      }),
    );
    return Items;
  };
  const warned = (): readonly unknown[] =>
    logOf(product.facts, outputs["WarnName"] ?? "")
      .split("\n")
      .flatMap((line) => /warned (\{.*\})/.exec(line)?.[1] ?? [])
      .map((text) => JSON.parse(text) as unknown);

  test("a sensor's message becomes an item, and heat calls the function", async () => {
    const hall = await sensor("hall-1");
    await hall.publishAsync("rooms/hall/heat", JSON.stringify({ degrees: 31.5, battery: null }), { qos: 1 });
    await hall.endAsync();

    await expect
      .poll(() => kept("hall"))
      .toEqual([{ room: "hall", at: expect.any(Number), degrees: 31.5, battery: null }]);
    await expect.poll(warned).toEqual([{ degrees: 31.5, room: "hall", sensor: "hall-1" }]);
  });

  test("what the condition does not meet calls nobody: it would have come before the next", async () => {
    await publish("rooms/cellar/heat", { degrees: 12 });
    await publish("rooms/cellar/heat", { degrees: "cold" });
    await publish("rooms/attic/heat", { degrees: 40 });

    await expect.poll(warned).toHaveLength(2);
    expect(warned()[1]).toEqual({ degrees: 40, room: "attic", sensor: "n/a" });
    await expect.poll(async () => (await kept("cellar")).length).toBe(2);
  });

  test("IOT-6 a sensor that may not publish to a topic is cut off, and nothing is kept", async () => {
    const hall = await sensor("hall-2");
    const closed = new Promise<void>((resolve) => hall.once("close", () => resolve()));
    hall.publishAsync("rooms/safe/heat", '{"degrees":99}', { qos: 1 }).catch(() => undefined);
    await closed;
    await publish("rooms/after/heat", { degrees: 1 });

    await expect.poll(async () => (await kept("after")).length).toBe(1);
    expect(await kept("safe")).toEqual([]);
  });

  test("IOT-22 Basic Ingest reaches the rule without the broker, under its own right", async () => {
    const hall = await sensor("hall-3");
    const topic = `$aws/rules/${outputs["KeepName"] ?? ""}/rooms/ingested/heat`;
    await hall.publishAsync(topic, '{"degrees":50}', { qos: 1 });
    await hall.endAsync();

    await expect.poll(async () => (await kept("ingested")).length).toBe(1);
    // The function's rule did not hear of it.
    expect(warned()).toHaveLength(2);
    expect(await refusalOf(publish("$aws/things/x/shadow/update", {}))).toMatchObject({ status: 400 });
  });

  test("IOT-24 a role without dynamodb:PutItem keeps nothing, and the error action tells why", async () => {
    await publish("vain/hall-x", { degrees: 1 });

    const QueueUrl = outputs["FailedUrl"] ?? "";
    const { Messages: [message] = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
    );
    await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    expect(JSON.parse(message?.Body ?? "{}")).toMatchObject({
      ruleName: "keep_in_vain",
      topic: "vain/hall-x",
      failures: [
        {
          failedAction: "DynamoDBv2Action",
          failedResource: outputs["Table"],
          errorMessage: expect.stringContaining(
            "is not authorized to perform: dynamodb:PutItem on resource: ",
          ),
        },
      ],
    });
    expect(await kept("hall-x")).toEqual([]);
  });

  test("IOT-23 what was published before the cloud was killed is kept after it", async () => {
    const rooms = Array.from({ length: 20 }, (_, index) => `room-${index}`);
    await Promise.all(rooms.map((room) => publish(`rooms/${room}/heat`, { degrees: 1 })));
    await product.kill();
    const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
    product = await startProduct({ folders, stateDir, ports: { port, mqttPort, mqttTlsPort, appPort } });

    for (const room of rooms) await expect.poll(async () => (await kept(room)).length).toBeGreaterThan(0);
  });
});
