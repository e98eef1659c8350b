import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import mqtt from "mqtt";
import mqttPacket from "mqtt-packet";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY, ROLE_KEY, SECRET } from "../../../wire/testing/access-keys.ts";
import { closed, connectMqtt, nextMessage } from "../testing/client.ts";
import { ROLE_TOKEN, serveIot, type TestIot } from "../testing/service.ts";

const ADMIN = { username: ADMIN_KEY, password: SECRET } as const;
const ROLE = { username: ROLE_KEY, password: `${SECRET}:${ROLE_TOKEN}` } as const;
const ARN = "arn:aws:iot:eu-west-1:123456789012";

let iot: TestIot;
let allowed: Set<string>;
beforeEach(async () => {
  allowed = new Set();
  iot = await serveIot({ roleMay: ({ action, resource }) => allowed.has(`${action} ${resource}`) });
});
afterEach(() => iot.close());

const url = (): string => `mqtt://127.0.0.1:${iot.port}`;

/** What reaches the broker's in-process watcher. */
function watch(filter: string): string[] {
  const seen: string[] = [];
  iot.service.subscribe(filter, ({ topic }) => seen.push(topic));
  return seen;
}

describe("CONNECT", () => {
  test("IOT-12 a client id of 129 bytes or with $ in front is refused, one of 128 bytes is taken", async () => {
    const good = await connectMqtt(url(), { ...ADMIN, clientId: "x".repeat(128) });
    good.end(true);
    for (const clientId of ["x".repeat(129), "$aws", "a\uFFFD"]) {
      await expect(connectMqtt(url(), { ...ADMIN, clientId })).rejects.toMatchObject({ code: 2 });
    }
  });

  test("IOT-5 a role without iot:Connect is refused with 5, with it connected", async () => {
    await expect(connectMqtt(url(), { ...ROLE, clientId: "gate" })).rejects.toMatchObject({ code: 5 });
    allowed.add(`iot:Connect ${ARN}:client/gate`);
    (await connectMqtt(url(), { ...ROLE, clientId: "gate" })).end(true);
    await expect(connectMqtt(url(), { ...ROLE, clientId: "other" })).rejects.toMatchObject({ code: 5 });
  });

  test("IOT-3 a session token that is wrong or missing is refused", async () => {
    allowed.add(`iot:Connect ${ARN}:client/gate`);
    for (const password of [SECRET, `${SECRET}:forged`, `:${ROLE_TOKEN}`, ""]) {
      await expect(
        connectMqtt(url(), { username: ROLE_KEY, password, clientId: "gate" }),
      ).rejects.toMatchObject({
        code: 5,
      });
    }
  });

  test("MQTT 5 is refused with reason code 0x84, MQTT 3.1 with return code 1", async () => {
    const replyTo = async (packet: Buffer): Promise<Buffer> => {
      const socket = connectTcp(iot.port, "127.0.0.1");
      socket.write(packet);
      const [reply] = (await once(socket, "data")) as [Buffer];
      socket.destroy();
      return reply;
    };
    const connect = { cmd: "connect", clientId: "a", clean: true, keepalive: 60 } as const;
    const v5 = mqttPacket.generate({ ...connect, protocolId: "MQTT", protocolVersion: 5 });
    expect([...(await replyTo(v5))].slice(0, 4)).toEqual([0x20, 3, 0, 0x84]);
    const v31 = mqttPacket.generate({ ...connect, protocolId: "MQIsdp", protocolVersion: 3 });
    expect([...(await replyTo(v31))]).toEqual([0x20, 2, 0, 1]);
  });

  test("bytes that are no MQTT, and packets before CONNECT, close the connection", async () => {
    for (const bytes of ["GET / HTTP/1.1\r\n\r\n", Buffer.from([0x30, 3, 0, 1, 97])]) {
      const socket = connectTcp(iot.port, "127.0.0.1");
      socket.resume();
      socket.write(bytes);
      await once(socket, "close");
    }
  });

  test("takeover: the newer connection of a client id closes the older", async () => {
    const first = await connectMqtt(url(), { ...ADMIN, clientId: "same" });
    const second = await connectMqtt(url(), { ...ADMIN, clientId: "same" });
    await closed(first);
    expect(second.connected).toBe(true);
    second.end(true);
  });
});

describe("PUBLISH", () => {
  test("IOT-6 a role publishes where its policy says, elsewhere the connection closes", async () => {
    allowed.add(`iot:Connect ${ARN}:client/gate`).add(`iot:Publish ${ARN}:topic/controlGate`);
    const seen = watch("#");
    const client = await connectMqtt(url(), { ...ROLE, clientId: "gate" });
    await client.publishAsync("controlGate", "open", { qos: 1 });
    expect(seen).toEqual(["controlGate"]);
    client.publish("other", "open");
    await closed(client);
    expect(seen).toEqual(["controlGate"]);
  });

  test("IOT-6 RETAIN needs iot:RetainPublish as well", async () => {
    allowed.add(`iot:Connect ${ARN}:client/gate`).add(`iot:Publish ${ARN}:topic/state`);
    const client = await connectMqtt(url(), { ...ROLE, clientId: "gate" });
    client.publish("state", "open", { retain: true });
    await closed(client);
    allowed.add(`iot:RetainPublish ${ARN}:topic/state`);
    const again = await connectMqtt(url(), { ...ROLE, clientId: "gate" });
    await again.publishAsync("state", "open", { retain: true, qos: 1 });
    again.end(true);
  });

  test.each([
    ["QoS 2", "a", "x", 2],
    ["a reserved topic", "$aws/x", "x", 0],
    ["a topic of nine levels", "1/2/3/4/5/6/7/8/9", "x", 0],
    ["a payload over 128 KB", "a", "x".repeat(131_073), 0],
  ] as const)(
    "IOT-15 %s closes the connection and nothing is delivered",
    async (_name, topic, payload, qos) => {
      const seen = watch("#");
      const client = await connectMqtt(url(), ADMIN);
      client.publish(topic, payload, { qos });
      await closed(client);
      expect(seen).toEqual([]);
    },
  );

  test("a payload of exactly 128 KB is delivered", async () => {
    const client = await connectMqtt(url(), ADMIN);
    const seen = watch("a");
    await client.publishAsync("a", Buffer.alloc(131_072), { qos: 1 });
    expect(seen).toEqual(["a"]);
    client.end(true);
  });
});

describe("SUBSCRIBE", () => {
  test("IOT-16 a filter that the policy does not allow gets 0x80, its neighbour is granted", async () => {
    allowed.add(`iot:Connect ${ARN}:client/gate`).add(`iot:Subscribe ${ARN}:topicfilter/yes`);
    const client = await connectMqtt(url(), { ...ROLE, clientId: "gate" });
    const granted = await new Promise<number[]>((resolve) => {
      client.on("packetreceive", (packet) => {
        if (packet.cmd === "suback") resolve(packet.granted as number[]);
      });
      client.subscribe({ no: { qos: 1 }, yes: { qos: 1 } }, () => undefined);
    });
    expect(granted).toEqual([0x80, 1]);
    client.end(true);
  });

  test("IOT-7 a delivery without iot:Receive is dropped, with it delivered", async () => {
    allowed.add(`iot:Connect ${ARN}:client/gate`).add(`iot:Subscribe ${ARN}:topicfilter/a/+`);
    allowed.add(`iot:Receive ${ARN}:topic/a/yes`);
    const client = await connectMqtt(url(), { ...ROLE, clientId: "gate" });
    await client.subscribeAsync("a/+");
    const arrived = nextMessage(client);
    await iot.service.publish("a/no", "x");
    await iot.service.publish("a/yes", "y");
    expect((await arrived).topic).toBe("a/yes");
    client.end(true);
  });

  test("IOT-7 what waited for an absent client needs iot:Receive when it is back", async () => {
    allowed.add(`iot:Connect ${ARN}:client/gate`).add(`iot:Subscribe ${ARN}:topicfilter/a/+`);
    allowed.add(`iot:Receive ${ARN}:topic/a/yes`);
    const persistent = { ...ROLE, clientId: "gate", clean: false } as const;
    const leaving = await connectMqtt(url(), persistent);
    await leaving.subscribeAsync("a/+", { qos: 1 });
    await leaving.endAsync();
    await iot.service.publish("a/no", "x", 1);
    await iot.service.publish("a/yes", "y", 1);

    // Not `connectMqtt`: the message comes together with the CONNACK.
    const back = mqtt.connect(url(), { ...persistent, reconnectPeriod: 0 });
    expect((await nextMessage(back)).topic).toBe("a/yes");
    await back.endAsync();

    allowed.add(`iot:Receive ${ARN}:topic/a/no`);
    await iot.service.publish("a/yes", "z", 1);
    const again = mqtt.connect(url(), { ...persistent, reconnectPeriod: 0 });
    expect(await nextMessage(again)).toMatchObject({ topic: "a/yes", text: "z" });
    await again.endAsync();
  });

  test("IOT-15 nine filters in one packet and a 51st subscription close the connection", async () => {
    const many = await connectMqtt(url(), ADMIN);
    many.subscribe(
      Array.from({ length: 9 }, (_, index) => `t/${index}`),
      () => undefined,
    );
    await closed(many);
    const client = await connectMqtt(url(), ADMIN);
    for (let index = 0; index < 50; index += 1) await client.subscribeAsync(`t/${index}`);
    await client.subscribeAsync("t/0");
    client.subscribe("t/50", () => undefined);
    await closed(client);
  });
});

describe("retained messages and sessions", () => {
  test("IOT-11 a retained message comes to its exact filter with RETAIN set, not to a wildcard", async () => {
    const client = await connectMqtt(url(), ADMIN);
    await client.publishAsync("gate/state", "open", { qos: 1, retain: true });
    await client.subscribeAsync("gate/#", { qos: 1 });
    const arrived = nextMessage(client);
    await client.subscribeAsync("gate/state", { qos: 1 });
    expect(await arrived).toMatchObject({ topic: "gate/state", text: "open", retain: true });
    const live = nextMessage(client);
    await client.publishAsync("gate/state", "closed", { qos: 1, retain: true });
    expect(await live).toMatchObject({ text: "closed", retain: false });
    client.end(true);
  });

  test("a persistent session and a retained message survive a restart", async () => {
    const options = { ...ADMIN, clientId: "phone", clean: false } as const;
    const phone = await connectMqtt(url(), options);
    await phone.subscribeAsync("alarm", { qos: 1 });
    phone.end(true);
    await closed(phone);
    const { stateDir } = iot;
    const other = await serveIot({ stateDir });
    await other.service.publish("alarm", "missed", 1);
    const back = mqtt.connect(`mqtt://127.0.0.1:${other.port}`, { ...options, reconnectPeriod: 0 });
    expect(await nextMessage(back)).toMatchObject({ topic: "alarm", text: "missed", qos: 1 });
    back.end(true);
    await other.close();
  });

  test("IOT-18 a persistent session is resumed by its owner; another identity is refused and takes nothing", async () => {
    allowed.add(`iot:Connect ${ARN}:client/phone`);
    const sessionOf = async (credentials: object): Promise<boolean> => {
      const client = mqtt.connect(url(), {
        ...credentials,
        clientId: "phone",
        clean: false,
        reconnectPeriod: 0,
      });
      const present = await new Promise<boolean>((resolve) => {
        client.once("connect", ({ sessionPresent }) => resolve(sessionPresent));
      });
      await client.endAsync();
      return present;
    };
    expect([await sessionOf(ADMIN), await sessionOf(ADMIN)]).toEqual([false, true]);
    await expect(connectMqtt(url(), { ...ROLE, clientId: "phone" })).rejects.toMatchObject({ code: 5 });
    expect(await sessionOf(ADMIN)).toBe(true);
  });

  test("the will is published when a connection breaks and not after DISCONNECT", async () => {
    const seen = watch("will");
    const will = { topic: "will", payload: Buffer.from("gone"), qos: 0, retain: false } as const;
    const polite = await connectMqtt(url(), { ...ADMIN, will });
    await polite.endAsync();
    const broken = await connectMqtt(url(), { ...ADMIN, clientId: "broken", will });
    const gone = new Promise<void>((resolve) => {
      iot.service.subscribe("$aws/events/presence/disconnected/broken", () => resolve());
    });
    broken.stream.destroy();
    await gone;
    expect(seen).toEqual(["will"]);
  });
});
