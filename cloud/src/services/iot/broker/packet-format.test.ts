import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import mqttPacket from "mqtt-packet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY, SECRET } from "../../../wire/testing/access-keys.ts";
import { serveIot, type TestIot } from "../testing/service.ts";

let iot: TestIot;
beforeAll(async () => {
  iot = await serveIot();
});
afterAll(() => iot.close());

const ascii = (text: string): number[] => [0, text.length, ...Buffer.from(text)];
const packet = (first: number, body: readonly number[]): Buffer => Buffer.from([first, body.length, ...body]);

/** CONNECT with these flags and payload fields. */
const connect = (flags: number, payload: readonly number[]): Buffer =>
  packet(0x10, [...ascii("MQTT"), 4, flags, 0, 60, ...payload]);

const USER_AND_PASSWORD = [...ascii(ADMIN_KEY), ...ascii(SECRET)];

async function open(): Promise<Socket> {
  const socket = connectTcp(iot.port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

/** Sends `bytes` and then PINGREQ. @returns what came back before the close or the PINGRESP */
async function exchange(socket: Socket, bytes: Buffer): Promise<Buffer> {
  const received: Buffer[] = [];
  const done = new Promise<void>((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      received.push(chunk);
      if (chunk.subarray(-2).equals(PINGRESP)) resolve();
    });
    socket.once("close", () => resolve());
  });
  socket.write(Buffer.concat([bytes, PINGREQ]));
  await done;
  socket.destroy();
  return Buffer.concat(received);
}

const PINGREQ = Buffer.from([0xc0, 0]);
const PINGRESP = Buffer.from([0xd0, 0]);

async function connected(): Promise<Socket> {
  const socket = await open();
  socket.write(
    mqttPacket.generate({
      cmd: "connect",
      protocolId: "MQTT",
      protocolVersion: 4,
      clientId: "",
      clean: true,
      keepalive: 60,
      username: ADMIN_KEY,
      password: Buffer.from(SECRET),
    }),
  );
  const [connack] = (await once(socket, "data")) as [Buffer];
  expect([...connack]).toEqual([0x20, 2, 0, 0]);
  return socket;
}

const published = (): string[] => {
  const seen: string[] = [];
  iot.service.subscribe("a", ({ topic }) => seen.push(topic));
  return seen;
};

describe("IOT-20 CONNECT", () => {
  test.each([
    ["well-formed", connect(0xc2, [...ascii("ok"), ...USER_AND_PASSWORD]), [0x20, 2, 0, 0, 0xd0, 0]],
    ["the will has QoS 3", connect(0x1e, [...ascii("c"), ...ascii("a"), ...ascii("x")]), []],
    ["will QoS without a will", connect(0x0a, ascii("c")), []],
    ["will RETAIN without a will", connect(0x22, ascii("c")), []],
    ["the reserved connect flag", connect(0x03, ascii("c")), []],
    ["a password without a user name", connect(0x42, [...ascii("c"), ...ascii("p")]), []],
    ["bytes behind the client id", connect(0x02, [...ascii("c"), 1]), []],
    ["bytes behind the password", connect(0xc2, [...ascii("c"), ...USER_AND_PASSWORD, 0]), []],
    ["no client id", connect(0x02, []), []],
    ["a password longer than the packet", connect(0xc2, [...ascii("c"), ...ascii("u"), 0, 9, 1]), []],
    [
      "the level of a bridge",
      packet(0x10, [...ascii("MQTT"), 0x84, 2, 0, 60, ...ascii("c")]),
      [0x20, 2, 0, 1],
    ],
  ])("IOT-20 %s", async (_name, bytes, reply) => {
    expect([...(await exchange(await open(), bytes))]).toEqual(reply);
  });
});

describe("IOT-20 packets of a connected client", () => {
  test.each([
    ["PUBLISH QoS 1", packet(0x32, [...ascii("a"), 0, 7, 120]), [0x40, 2, 0, 7]],
    ["PUBLISH QoS 1 with DUP", packet(0x3a, [...ascii("a"), 0, 7, 120]), [0x40, 2, 0, 7]],
    ["SUBSCRIBE", packet(0x82, [0, 9, ...ascii("b"), 1]), [0x90, 3, 0, 9, 1]],
    ["UNSUBSCRIBE", packet(0xa2, [0, 9, ...ascii("b")]), [0xb0, 2, 0, 9]],
    ["PUBACK of an unknown id", packet(0x40, [0, 9]), []],
  ])("IOT-20 %s is taken", async (_name, bytes, reply) => {
    expect([...(await exchange(await connected(), bytes))]).toEqual([...reply, 0xd0, 0]);
  });

  test.each([
    ["PUBLISH QoS 1 without packet id", packet(0x32, ascii("a"))],
    ["PUBLISH QoS 1 with half a packet id", packet(0x32, [...ascii("a"), 1])],
    ["PUBLISH QoS 1 with packet id 0", packet(0x32, [...ascii("a"), 0, 0, 120])],
    ["PUBLISH QoS 0 with DUP", packet(0x38, [...ascii("a"), 120])],
    ["PUBLISH QoS 3", packet(0x36, [...ascii("a"), 0, 7, 120])],
    ["PUBLISH with a topic longer than the packet", packet(0x30, [0, 9, 97])],
    ["PUBLISH without a topic", packet(0x30, [])],
    ["PUBACK without packet id", packet(0x40, [])],
    ["PUBACK of one byte", packet(0x40, [1])],
    ["PUBACK of three bytes", packet(0x40, [0, 1, 0])],
    ["PUBACK with packet id 0", packet(0x40, [0, 0])],
    ["PUBACK with flags", packet(0x42, [0, 1])],
    ["SUBSCRIBE with packet id 0", packet(0x82, [0, 0, ...ascii("b"), 1])],
    ["SUBSCRIBE without filters", packet(0x82, [0, 9])],
    ["SUBSCRIBE without QoS", packet(0x82, [0, 9, ...ascii("b")])],
    ["SUBSCRIBE with QoS 3", packet(0x82, [0, 9, ...ascii("b"), 3])],
    ["SUBSCRIBE with reserved bits in its QoS", packet(0x82, [0, 9, ...ascii("b"), 0x81])],
    ["SUBSCRIBE with wrong flags", packet(0x80, [0, 9, ...ascii("b"), 1])],
    ["UNSUBSCRIBE with packet id 0", packet(0xa2, [0, 0, ...ascii("b")])],
    ["UNSUBSCRIBE without filters", packet(0xa2, [0, 9])],
    ["UNSUBSCRIBE with an empty filter", packet(0xa2, [0, 9, 0, 0])],
    ["UNSUBSCRIBE with a malformed filter", packet(0xa2, [0, 9, ...ascii("b#")])],
    ["UNSUBSCRIBE with a filter longer than the packet", packet(0xa2, [0, 9, 0, 9, 98])],
    ["UNSUBSCRIBE with a filter that is no UTF-8", packet(0xa2, [0, 9, 0, 1, 0xff])],
    ["PINGREQ of one byte", packet(0xc0, [0])],
    ["PINGREQ with flags", packet(0xc1, [])],
    ["DISCONNECT of one byte", packet(0xe0, [0])],
    ["a second CONNECT", connect(0xc2, [...ascii("c"), ...USER_AND_PASSWORD])],
    ["a packet of the server", packet(0x20, [0, 0])],
    ["a packet of no type", packet(0x00, [])],
  ])("IOT-20 %s closes the connection, nothing is answered or delivered", async (_name, bytes) => {
    const seen = published();
    expect([...(await exchange(await connected(), bytes))]).toEqual([]);
    expect(seen).toEqual([]);
  });
});
