import mqtt from "mqtt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY, ROLE_KEY, SECRET } from "../../../wire/testing/access-keys.ts";
import { closed, connectMqtt, nextMessage } from "../testing/client.ts";
import { ROLE_TOKEN, serveIot, type TestIot } from "../testing/service.ts";

const ADMIN = { username: ADMIN_KEY, password: SECRET } as const;
const ROLE = { username: ROLE_KEY, password: `${SECRET}:${ROLE_TOKEN}` } as const;
const GATE = { ...ADMIN, clientId: "gate", clean: false } as const;

let iot: TestIot;
beforeEach(async () => {
  iot = await serveIot({ roleMay: ({ action }) => action === "iot:Connect" });
});
afterEach(() => iot.close());

const url = (): string => `mqtt://127.0.0.1:${iot.port}`;

/** A gate that subscribed, left, and has an acknowledged command waiting. */
async function gateWithWaitingCommand(): Promise<void> {
  const gate = await connectMqtt(url(), GATE);
  await gate.subscribeAsync("commands", { qos: 1 });
  await gate.endAsync();
  const app = await connectMqtt(url(), ADMIN);
  await app.publishAsync("commands", "open", { qos: 1 });
  await app.endAsync();
}

/** The command that waited, as the gate gets it when it is back. */
async function commandOfGate(): Promise<string> {
  // Not `connectMqtt`: the message comes together with the CONNACK.
  const gate = mqtt.connect(url(), { ...GATE, reconnectPeriod: 0 });
  const { text } = await nextMessage(gate);
  gate.end(true);
  return text;
}

describe("a client id has an owner", () => {
  test.each([true, false])(
    "IOT-19 without credentials nobody takes a signed-in client's session, clean: %s",
    async (clean) => {
      await gateWithWaitingCommand();

      const attacker = await connectMqtt(url(), { clientId: "gate", clean });
      await attacker.endAsync();

      expect(await commandOfGate()).toBe("open");
    },
  );

  test("IOT-19 without credentials nobody throws a signed-in client out, nor keeps it from its id", async () => {
    const attacker = await connectMqtt(url(), { clientId: "gate" });
    const gate = await connectMqtt(url(), GATE);
    const again = await connectMqtt(url(), { clientId: "gate" });
    // The second anonymous one takes over from the first: both are the same identity.
    await closed(attacker);

    const arrived = nextMessage(gate);
    await gate.subscribeAsync("commands", { qos: 1 });
    await iot.service.publish("commands", "open", 1);

    expect([(await arrived).text, gate.connected]).toEqual(["open", true]);
    again.end(true);
    gate.end(true);
  });

  test("IOT-19 no presence of a signed-in client's id is told of a client without credentials", async () => {
    const told: string[] = [];
    iot.service.subscribe("$aws/events/presence/+/+", ({ topic }) => told.push(topic));

    const attacker = await connectMqtt(url(), { clientId: "gate" });
    attacker.end(true);
    await new Promise<void>((resolve) => {
      iot.service.subscribe("$aws/events/presence/disconnected/$watcher-gate", () => resolve());
    });

    expect(told).toEqual([
      "$aws/events/presence/connected/$watcher-gate",
      "$aws/events/presence/disconnected/$watcher-gate",
    ]);
  });

  test.each([true, false])(
    "IOT-18 another identity with iot:Connect is refused with 5 and changes nothing, clean: %s",
    async (clean) => {
      await gateWithWaitingCommand();

      await expect(connectMqtt(url(), { ...ROLE, clientId: "gate", clean })).rejects.toMatchObject({
        code: 5,
      });

      expect(await commandOfGate()).toBe("open");
    },
  );

  test("IOT-18 a connected client is not thrown out by another identity; its owner takes over", async () => {
    const gate = await connectMqtt(url(), { ...ADMIN, clientId: "gate" });
    await expect(connectMqtt(url(), { ...ROLE, clientId: "gate" })).rejects.toMatchObject({ code: 5 });
    expect(gate.connected).toBe(true);

    const newer = await connectMqtt(url(), { ...ADMIN, clientId: "gate" });
    await closed(gate);
    newer.end(true);
  });

  test("IOT-18 an id that was left with a clean session is free", async () => {
    const left = new Promise<void>((resolve) => {
      iot.service.subscribe("$aws/events/presence/disconnected/gate", () => resolve());
    });
    await (await connectMqtt(url(), { ...ADMIN, clientId: "gate" })).endAsync();
    await left;

    (await connectMqtt(url(), { ...ROLE, clientId: "gate" })).end(true);
  });
});
