import { spawn } from "node:child_process";
import { PublishCommand } from "@aws-sdk/client-iot-data-plane";
import { describe, expect, inject, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { listenTo } from "../support/mqtt.ts";
import { hasProgram } from "../support/programs.ts";

const facts = inject("product");
const hasMosquitto = hasProgram("mosquitto_sub");

describe.skipIf(!hasMosquitto)("mosquitto_sub and mosquitto_pub", () => {
  test("a subscriber on the loopback port sees what IoT Core publishes", async () => {
    const { iotData } = clientsFor(facts);
    // Retained, so that it does not matter which of the two is first.
    const topic = "mosquitto/door";
    await iotData.send(new PublishCommand({ topic, payload: Buffer.from("knock"), qos: 1, retain: true }));
    const child = spawn("mosquitto_sub", ["-p", String(facts.mqttPort), "-t", topic, "-C", "1"]);
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
    await new Promise<void>((resolve) => child.once("close", () => resolve()));
    expect(printed).toBe("knock\n");
  });

  test("without credentials it may not publish: nobody hears it", async () => {
    // Other suites command the home's gate meanwhile.
    const topic = "mosquitto/gate";
    const listener = await listenTo(facts, topic);
    const child = spawn("mosquitto_pub", [
      "-p",
      String(facts.mqttPort),
      "-t",
      topic,
      "-m",
      '{"message":"open"}',
      "-q",
      "1",
    ]);
    const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
    expect(code).not.toBe(0);
    expect(listener.waiting()).toBe(0);
    await listener.close();
  });

  test("with a wrong secret the connection is refused", async () => {
    const child = spawn("mosquitto_sub", [
      ...["-p", String(facts.mqttPort), "-t", "controlGate", "-C", "1"],
      ...["-u", facts.credentials.accessKeyId, "-P", "wrong"],
    ]);
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
    const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
    expect([code === 0, /not authori[sz]ed|refused/i.test(errors)]).toEqual([false, true]);
  });
});
