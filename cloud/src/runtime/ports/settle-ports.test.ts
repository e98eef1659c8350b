import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import { type CloudFlags, readSettings } from "../settings.ts";
import type { PortName } from "./port-names.ts";
import { type IsTaken, settlePorts } from "./settle-ports.ts";

const ALL: readonly PortName[] = ["port", "mqttPort", "mqttTlsPort", "appPort"];
const settle = (flags: CloudFlags, taken: readonly number[], wanted = ALL) => {
  const isTaken: IsTaken = async (_host, port) => taken.includes(port);
  return settlePorts(readSettings(flags, {}, "/p"), wanted, isTaken);
};
const portsOf = ({ settings: { config } }: Awaited<ReturnType<typeof settle>>) =>
  ALL.map((name) => config[name]);

describe("settlePorts", () => {
  test("free ports stay", async () => {
    const settled = await settle({}, []);
    expect([portsOf(settled), settled.moved]).toEqual([[4566, 1883, 8883, 3000], []]);
  });

  test("all default ports that are taken move to the next free one, and that is told", async () => {
    const settled = await settle({}, [4566, 4567, 1883, 8883, 3000]);
    expect(portsOf(settled)).toEqual([4568, 1884, 8884, 3001]);
    expect(settled.moved).toEqual([
      { name: "port", from: 4566, to: 4568 },
      { name: "mqttPort", from: 1883, to: 1884 },
      { name: "mqttTlsPort", from: 8883, to: 8884 },
      { name: "appPort", from: 3000, to: 3001 },
    ]);
  });

  test("ports that were chosen and are taken are told at once, with free ones to choose", async () => {
    const failure = settle({ port: "5000", mqttPort: "5001", appPort: "5003" }, [5000, 5001, 5002]);
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.toMatchObject({
      message: "Ports 5000 (--port) and 5001 (--mqtt-port) are taken by other programs.",
      nextCommand: "npx portcullis up --port 5004 --mqtt-port 5005",
    });
  });

  test("one that was chosen", async () => {
    await expect(settle({ port: "5000" }, [5000])).rejects.toMatchObject({
      message: "Port 5000 (--port) is taken by another program.",
      nextCommand: "npx portcullis up --port 5001",
    });
  });

  test("a default that moves avoids the ports that were chosen, and those that browsers refuse", async () => {
    expect(portsOf(await settle({ appPort: "4567" }, [4566]))).toEqual([4568, 1883, 8883, 4567]);
    const blocked = Array.from({ length: 6566 - 4566 }, (_, index) => 4566 + index);
    expect((await settle({}, blocked)).settings.config.port).toBe(6567);
  });

  test("a port that is not listened on is not looked at", async () => {
    expect((await settle({ appPort: "3000" }, [3000], ["port"])).moved).toEqual([]);
  });

  test("MQTT over TLS follows plain MQTT when only that is given, and moves on when that is taken", async () => {
    expect(portsOf(await settle({ port: "5566", mqttPort: "1884" }, [4566, 1883, 8883]))).toEqual([
      5566, 1884, 8884, 3000,
    ]);
    expect(portsOf(await settle({ mqttPort: "1884" }, [8884]))[2]).toBe(8885);
    expect(portsOf(await settle({ mqttPort: "65535" }, []))[2]).toBe(65534);
    expect(portsOf(await settle({ mqttPort: "1884", mqttTlsPort: "9000" }, []))[2]).toBe(9000);
  });
});

describe("on this machine", () => {
  let other: Server | undefined;
  afterEach(() => other?.close());

  test("a port that another program listens on counts as taken", async () => {
    other = createServer();
    await new Promise<void>((resolve) => other?.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    await expect(settlePorts(readSettings({ port: String(port) }, {}, "/p"), ["port"])).rejects.toThrow(
      `Port ${port} (--port) is taken by another program.`,
    );
  });
});
