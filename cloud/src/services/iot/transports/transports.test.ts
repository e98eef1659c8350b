import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { connect, Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { presignUrl } from "../../../wire/sigv4/sign.ts";
import { ADMIN_KEY, REGION, ROLE_KEY, SECRET } from "../../../wire/testing/access-keys.ts";
import { loopbackWatcher } from "../principals/principal.ts";
import { connectMqtt, nextMessage } from "../testing/client.ts";
import { ROLE_TOKEN, serveIot, type TestIot } from "../testing/service.ts";
import { handleTcp, type ListenerDependencies, startListeners } from "./listeners.ts";

let iot: TestIot;
beforeAll(async () => {
  iot = await serveIot({ roleMay: ({ action }) => action === "iot:Connect" });
});
afterAll(() => iot.close());

function presigned(accessKeyId = ADMIN_KEY, secretAccessKey = SECRET): string {
  const url = presignUrl({
    method: "GET",
    url: `http://127.0.0.1:${iot.httpPort}/mqtt`,
    service: "iotdevicegateway",
    region: REGION,
    credentials: { accessKeyId, secretAccessKey },
    clock: { now: () => Date.now() },
    expiresSeconds: 300,
  });
  return url.replace("http:", "ws:");
}

/** HTTP status that an upgrade was refused with. */
function refusedStatus(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, "mqtt");
    socket.on("unexpected-response", (_request, reply) => resolve(reply.statusCode));
    socket.on("open", () => reject(new Error("the upgrade was taken")));
    socket.on("error", () => undefined);
  });
}

describe("WebSocket", () => {
  test("IOT-1 a presigned address connects, subscribes and publishes", async () => {
    const client = await connectMqtt(presigned());
    await client.subscribeAsync("ws/topic", { qos: 1 });
    const arrived = nextMessage(client);
    await client.publishAsync("ws/topic", "over websocket", { qos: 1 });
    expect(await arrived).toMatchObject({ text: "over websocket" });
    client.end(true);
  });

  test("IOT-1 the session token goes behind the signature; a forged one is refused", async () => {
    const token = (text: string): string =>
      `${presigned(ROLE_KEY)}&X-Amz-Security-Token=${encodeURIComponent(text)}`;
    (await connectMqtt(token(ROLE_TOKEN))).end(true);
    expect(await refusedStatus(token("forged"))).toBe(403);
  });

  test.each([
    ["unsigned", () => `ws://127.0.0.1:${iot.httpPort}/mqtt`, 403],
    ["signed with a wrong secret", () => presigned(ADMIN_KEY, "wrong"), 403],
    ["of an unknown key", () => presigned("AKIANOBODY0000000000"), 403],
    ["with a changed signature", () => presigned().replace(/.$/, (end) => (end === "0" ? "1" : "0")), 403],
    ["of another path", () => presigned().replace("/mqtt?", "/other?"), 404],
  ])("IOT-1 an upgrade %s is refused", async (_name, url, status) => {
    expect(await refusedStatus(url())).toBe(status);
  });
});

describe("TCP", () => {
  test.each([
    ["this user's program watches", true, loopbackWatcher],
    ["another user's program is nobody", false, undefined],
  ])("IOT-29 without credentials, %s", (_name, isOwn, principal) => {
    const found: unknown[] = [];
    const accept: ListenerDependencies["accept"] = (_stream, { identify }) => {
      found.push(identify({ username: undefined, password: undefined }));
      return undefined as never;
    };

    handleTcp({ accept } as ListenerDependencies, new Socket(), () => isOwn);

    expect(found).toEqual([principal]);
  });
});

describe("TLS", () => {
  const tls = (options: object) => {
    const ca = readFileSync(join(iot.stateDir, "tls", "ca.pem"));
    return connectMqtt(`mqtts://localhost:${iot.tlsPort}`, { ca, ...options });
  };

  test("IOT-14 the server proves itself with the local CA; credentials log in, nobody else does", async () => {
    (await tls({ username: ADMIN_KEY, password: SECRET })).end(true);
    await expect(tls({})).rejects.toMatchObject({ code: 5 });
    await expect(tls({ username: ADMIN_KEY, password: "wrong" })).rejects.toMatchObject({ code: 5 });
  });

  test("a start refuses a certificate and a key that do not belong together", async () => {
    const inFolder = (name: string) => readFileSync(join(iot.stateDir, "tls", name), "utf8");
    const serverIdentity = () => ({
      ca: inFolder("ca.pem"),
      certificate: inFolder("server.pem"),
      privateKey: inFolder("ca-key.pem"),
    });
    const deps = { authority: { serverIdentity } } as unknown as ListenerDependencies;
    await expect(startListeners(deps, { host: "127.0.0.1", port: 0, tlsPort: 0 })).rejects.toThrow(
      "do not belong together",
    );
  });

  test("a close waits for nobody who connected and said nothing", async () => {
    const inFolder = (name: string) => readFileSync(join(iot.stateDir, "tls", name), "utf8");
    const serverIdentity = () => ({
      ca: inFolder("ca.pem"),
      certificate: inFolder("server.pem"),
      privateKey: inFolder("server-key.pem"),
    });
    const deps = { authority: { serverIdentity } } as unknown as ListenerDependencies;
    const listeners = await startListeners(deps, { host: "127.0.0.1", port: 0, tlsPort: 0 });
    const silent = connect(listeners.ports.tlsPort, "127.0.0.1");
    const ended = once(silent, "close");
    await once(silent, "connect");
    // Taken in their order: the one before has been taken when this one is turned away.
    const garbage = connect(listeners.ports.tlsPort, "127.0.0.1").on("error", () => undefined);
    garbage.end("GET / HTTP/1.1\r\n\r\n").resume();
    await once(garbage, "close");

    await listeners.close();
    await ended;
  });

  test("IOT-17 private keys are readable by their owner alone", () => {
    for (const name of ["ca-key.pem", "server-key.pem"]) {
      expect(statSync(join(iot.stateDir, "tls", name)).mode & 0o777).toBe(0o600);
    }
  });
});

const MOSQUITTO = existsSync("/usr/bin/mosquitto_sub");

describe.runIf(MOSQUITTO)("mosquitto clients", () => {
  test("mosquitto_sub receives what mosquitto_pub sends with credentials; without them pub fails", async () => {
    const base = [
      "-h",
      "127.0.0.1",
      "-p",
      String(iot.port),
      "-V",
      "mqttv311",
      "-t",
      "controlGate",
      "-q",
      "1",
    ];
    const subscribed = new Promise<void>((resolve) => {
      iot.service.subscribe("$aws/events/subscriptions/subscribed/$watcher-sub", () => resolve());
    });
    const subscriber = spawn("mosquitto_sub", [...base, "-i", "sub", "-C", "1"]);
    const printed = new Promise<string>((resolve) => {
      subscriber.stdout.on("data", (bytes: Buffer) => resolve(bytes.toString()));
    });
    await subscribed;
    const publish = (...options: string[]) =>
      promisify(execFile)("mosquitto_pub", [...base, "-m", '{"message":"open"}', ...options]);
    await expect(publish()).rejects.toThrow();
    await publish("-u", ADMIN_KEY, "-P", SECRET);
    expect(await printed).toBe('{"message":"open"}\n');
  });
});
