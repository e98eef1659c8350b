import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../core/config.ts";
import { createConsoleClient } from "./console-client.ts";

let server: Server;
let client: ReturnType<typeof createConsoleClient>;
beforeAll(async () => {
  server = createServer((request, reply) => {
    reply.statusCode = 201;
    reply.end(`${request.method} ${request.url}`);
  });
  server.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  client = createConsoleClient({
    config: { ...DEFAULT_CONFIG, port, stateDir: "" },
    key: { accessKeyId: "A", secretAccessKey: "B" },
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const call = { service: "s3", method: "GET", path: "/bucket/a/../b/./c%20d?versionId=1" };

test("a path is sent as it is: its dots may be parts of a key", async () => {
  const { status, body } = await client.send(call);
  expect({ status, body: body.toString() }).toEqual({ status: 201, body: `GET ${call.path}` });
});

test("a large body is handed on as it comes", async () => {
  const { status, body } = await client.stream(call);
  expect(status).toBe(201);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe(`GET ${call.path}`);
});

test("an upgrade that is refused rejects", async () => {
  await expect(
    client.openSocket({ service: "iotdevicegateway", path: "/mqtt", protocol: "mqtt" }),
  ).rejects.toThrow("403");
});
