import { IoTDataPlaneClient, PublishCommand } from "@aws-sdk/client-iot-data-plane";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY, REGION, ROLE_KEY, SECRET } from "../../wire/testing/access-keys.ts";
import { closed, connectMqtt, nextMessage } from "./testing/client.ts";
import { ROLE_TOKEN, serveIot, type TestIot } from "./testing/service.ts";

let iot: TestIot;
beforeEach(async () => {
  iot = await serveIot({
    roleMay: ({ action, resource }) =>
      action === "iot:Connect" ||
      (action === "iot:Publish" && resource === "arn:aws:iot:eu-west-1:123456789012:topic/controlGate"),
  });
});
afterEach(() => iot.close());

function dataPlane(accessKeyId: string, sessionToken?: string): IoTDataPlaneClient {
  const credentials = {
    accessKeyId,
    secretAccessKey: SECRET,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
  return new IoTDataPlaneClient({ region: REGION, endpoint: iot.url, credentials, maxAttempts: 1 });
}

describe("Publish over HTTP", () => {
  test("Publish by the SDK reaches an MQTT subscriber on the loopback port", async () => {
    const watcher = await connectMqtt(`mqtt://127.0.0.1:${iot.port}`);
    await watcher.subscribeAsync("controlGate");
    const arrived = nextMessage(watcher);
    await dataPlane(ROLE_KEY, ROLE_TOKEN).send(
      new PublishCommand({ topic: "controlGate", qos: 0, payload: Buffer.from('{"message":"open"}') }),
    );
    expect(await arrived).toMatchObject({
      topic: "controlGate",
      text: '{"message":"open"}',
      retain: false,
      qos: 0,
    });
    watcher.end(true);
  });

  test("IOT-4 IOT-13 Publish to another topic is ForbiddenException and nothing arrives", async () => {
    const seen: string[] = [];
    iot.service.subscribe("#", ({ topic }) => seen.push(topic));
    await expect(
      dataPlane(ROLE_KEY, ROLE_TOKEN).send(
        new PublishCommand({ topic: "other/topic", payload: Buffer.from("x") }),
      ),
    ).rejects.toMatchObject({
      name: "ForbiddenException",
      message: "Forbidden",
      $metadata: { httpStatusCode: 403 },
    });
    expect(seen).toEqual([]);
  });
});

describe("MQTT over TCP", () => {
  test("IOT-2 a client without credentials may subscribe; its publish closes the connection", async () => {
    const watcher = await connectMqtt(`mqtt://127.0.0.1:${iot.port}`);
    expect(await watcher.subscribeAsync("a/+", { qos: 1 })).toMatchObject([{ topic: "a/+", qos: 1 }]);
    const seen: string[] = [];
    iot.service.subscribe("a/b", ({ topic }) => seen.push(topic));
    watcher.publish("a/b", "x");
    await closed(watcher);
    expect(seen).toEqual([]);
  });

  test("IOT-3 access key and secret log in; a wrong secret is refused with return code 5", async () => {
    const options = { username: ADMIN_KEY, password: SECRET };
    const client = await connectMqtt(`mqtt://127.0.0.1:${iot.port}`, options);
    await client.subscribeAsync("a/b", { qos: 1 });
    const arrived = nextMessage(client);
    await client.publishAsync("a/b", "hi", { qos: 1 });
    expect(await arrived).toMatchObject({ text: "hi", qos: 1 });
    client.end(true);
    await expect(
      connectMqtt(`mqtt://127.0.0.1:${iot.port}`, { ...options, password: `${SECRET}x` }),
    ).rejects.toMatchObject({ code: 5 });
  });
});
