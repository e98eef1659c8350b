import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import type { Duplex } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLogger } from "../../core/logger.ts";
import { readBody } from "../../wire/http.ts";
import { createFrontDoor, type FrontDoor } from "./server.ts";

let door: FrontDoor;
let port: number;
let upgrades: number;
let failure: Error | undefined;
let upgraded: Duplex | undefined;
const answers: object[] = [];
const logged: unknown[] = [];

beforeEach(async () => {
  upgrades = 0;
  failure = undefined;
  logged.length = 0;
  answers.length = 0;
  port = await freePort();
  door = createFrontDoor({
    logger: { ...silentLogger, error: (...entry: unknown[]) => logged.push(entry) },
    answered: (answer) => answers.push(answer),
    upgrade: (_message, socket) => {
      upgrades += 1;
      upgraded = socket;
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    },
    handle: async (request) => {
      const body = (await readBody(request, 100)).toString();
      if (failure !== undefined) {
        // The message is closed a turn after its end.
        await setImmediate();
        throw failure;
      }
      return { status: 200, headers: {}, body: `${request.path} ${request.headers["x-a"] ?? ""} ${body}` };
    },
  });
  await door.listen("127.0.0.1", port);
});
afterEach(() => door.close());

describe("createFrontDoor", () => {
  test.each([
    ["nothing", ""],
    ["h2c", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"],
    ["TLS", "Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n"],
  ])("a request that offers %s is served with its body", async (_name, offer) => {
    const reply = await talk(
      `POST /x HTTP/1.1\r\nHost: h\r\nX-A: b\r\n${offer}Content-Length: 5\r\n\r\nhello`,
    );
    expect(reply).toContain("HTTP/1.1 200 OK");
    expect(reply).toContain("/x b hello");
    expect(upgrades).toBe(0);
  });

  test("each answer is told, without the query: codes and signatures stand there", async () => {
    await talk("GET /x/y?code=secret HTTP/1.1\r\nHost: h\r\n\r\n");
    await expect
      .poll(() => answers)
      .toEqual([{ method: "GET", path: "/x/y", status: 200, milliseconds: expect.any(Number) }]);
  });

  test.each(["Host: h\r\nHost: h", "Host: h\r\nhOST: other"])(
    "DOOR-7 %j is refused, one host is served",
    async (hosts) => {
      const rest = "Content-Length: 0\r\n\r\n";
      expect(await talk(`POST /x HTTP/1.1\r\n${hosts}\r\n${rest}`)).toContain("400 Bad Request");
      expect(await talk(`POST /x HTTP/1.1\r\nHost: h\r\n${rest}`)).toContain("200 OK");
    },
  );

  test.each(["/x#", "/x#/y", "/x?a#b", "#", "/#/x"])(
    "DOOR-17 the target %j is refused, also of a WebSocket, without the fragment it is served",
    async (target) => {
      const rest = "HTTP/1.1\r\nHost: h\r\n";
      const offer = "Connection: Upgrade\r\nUpgrade: WebSocket\r\n";
      expect(await talk(`GET ${target} ${rest}Connection: close\r\n\r\n`)).toContain("400 Bad Request");
      expect(await talk(`GET ${target} ${rest}${offer}\r\n`)).toContain("400 Bad Request");
      expect(upgrades).toBe(0);
      const encoded = target.replace("#", "%23").replace(/^%/, "/%");
      expect(await talk(`GET ${encoded} ${rest}Connection: close\r\n\r\n`)).toContain("200 OK");
    },
  );

  test.each(["GET", "POST"])(
    "DOOR-24 %s: a failure that nobody expected is answered and logged, also after the whole body was read",
    async (method) => {
      const request = `${method} /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello`;
      failure = new Error("broken");
      const answer = talk(request);
      await expect.poll(() => logged, { timeout: 20_000 }).toHaveLength(1);
      expect(await answer).toContain("500 Internal Server Error");
      failure = undefined;
      expect(await talk(request)).toContain("200 OK");
    },
  );

  test("a body over the limit fails its own request; a client that then hangs up harms nobody", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.write(
      `POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nc8\r\n${"a".repeat(200)}\r\n`,
    );
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toContain("500 Internal Server Error");
    socket.resetAndDestroy();
    await once(socket, "close");
    expect(await talk("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello")).toContain("hello");
  });

  test("a WebSocket is handed to who serves them", async () => {
    const reply = await talk(
      "GET /x HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n",
    );
    expect(reply).toContain("403 Forbidden");
    expect(upgrades).toBe(1);
  });

  test.each(["/mqtt", "/mqtt#"])(
    "DOOR-22 a client that offers a WebSocket at %s and hangs up ends nothing",
    async (target) => {
      const offer = `GET ${target} HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
      for (let client = 0; client < 20; client += 1) {
        const socket = connect(port, "127.0.0.1");
        await once(socket, "connect");
        socket.write(offer, () => socket.resetAndDestroy());
        await once(socket, "close");
      }
      expect(await talk("GET /y HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")).toContain("200 OK");
      await talk(offer.replace("#", ""));
      expect(upgraded?.emit("error", new Error("read ECONNRESET"))).toBe(true);
      expect(upgraded?.destroyed).toBe(true);
    },
  );

  test("who listens on localhost is reached by 127.0.0.1, and nothing stays open after closing", async () => {
    const other = await freePort();
    const second = createFrontDoor({
      logger: silentLogger,
      upgrade: () => {},
      handle: async () => ({ status: 200, headers: {}, body: "here" }),
    });
    await second.listen("localhost", other);
    expect(await (await fetch(`http://127.0.0.1:${other}/`)).text()).toBe("here");
    await second.close();
    await expect(fetch(`http://127.0.0.1:${other}/`)).rejects.toThrow("fetch failed");
  });

  test("a WebSocket that is open does not keep it from closing", async () => {
    const other = await freePort();
    const second = createFrontDoor({
      logger: silentLogger,
      upgrade: (_message, socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
      handle: async () => ({ status: 200, headers: {} }),
    });
    await second.listen("127.0.0.1", other);
    const client = connect(other, "127.0.0.1");
    client.on("error", () => undefined);
    client.write("GET /mqtt HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    await once(client, "data");
    const gone = once(client, "close");
    await second.close();
    await gone;
  });

  test.each([
    ["two lengths", "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"],
    ["a length and chunks", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
  ])("a request with %s is refused", async (_name, rest) => {
    expect(await talk(`POST /x HTTP/1.1\r\nHost: h\r\n${rest}`)).toContain("400 Bad Request");
  });

  test("a client that hangs up in the middle of its body leaves no error behind", async () => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\n\r\nhalf");
    await talk("GET /y HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    socket.destroy();
    await talk("GET /y HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    expect(logged).toEqual([]);
  });
});

/** Sends `text` and answers what came back until the reply is complete or the connection ends. */
async function talk(text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(text);
  let reply = "";
  for await (const chunk of socket) {
    reply += String(chunk);
    const [head = "", body = ""] = reply.split("\r\n\r\n");
    if (body.length >= Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.POSITIVE_INFINITY)) break;
  }
  return reply;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}
