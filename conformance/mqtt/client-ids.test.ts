import mqtt from "mqtt";
import { describe, expect, inject, test } from "vitest";

const facts = inject("product");
const url = `mqtt://127.0.0.1:${facts.mqttPort}`;
const signedIn = {
  username: facts.credentials.accessKeyId,
  password: facts.credentials.secretAccessKey,
  reconnectPeriod: 0,
} as const;

describe("MQTT.js", () => {
  test("IOT-19 a client without credentials that takes a device's client id takes nothing else", async () => {
    const device = { ...signedIn, clientId: "conformance-device", clean: false } as const;
    const first = await mqtt.connectAsync(url, device);
    await first.subscribeAsync("conformance/commands", { qos: 1 });
    await first.endAsync();
    const sender = await mqtt.connectAsync(url, signedIn);
    await sender.publishAsync("conformance/commands", "open", { qos: 1 });

    const attacker = await mqtt.connectAsync(url, { clientId: device.clientId, reconnectPeriod: 0 });
    await attacker.endAsync();

    const back = mqtt.connect(url, device);
    const command = await new Promise<string>((resolve) => {
      back.once("message", (_topic, payload) => resolve(payload.toString()));
    });
    expect(command).toBe("open");
    await back.unsubscribeAsync("conformance/commands");
    await back.endAsync();
    await sender.endAsync();
  });

  test("IOT-21 of two clients that share a subscription each message reaches one", async () => {
    const filter = "$share/conformance/conformance/jobs";
    const got: string[] = [];
    const workers = await Promise.all([mqtt.connectAsync(url, signedIn), mqtt.connectAsync(url, signedIn)]);
    const all = new Promise<void>((resolve) => {
      for (const worker of workers) {
        worker.on("message", (_topic, payload) => {
          got.push(payload.toString());
          if (payload.toString() === "last") resolve();
        });
      }
    });
    for (const worker of workers) await worker.subscribeAsync(filter, { qos: 1 });
    const sender = await mqtt.connectAsync(url, signedIn);

    for (const job of ["1", "2", "3", "last"]) {
      await sender.publishAsync("conformance/jobs", job, { qos: 1 });
    }
    await all;

    // Both workers acknowledge before they go: nothing is on its way any more.
    for (const client of [...workers, sender]) await client.endAsync();
    expect(got.sort()).toEqual(["1", "2", "3", "last"]);
  });
});
