import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsRequest, sendAwsRequest } from "./aws-request.ts";

const ROLE = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
const PICTURE = Buffer.from([0xff, 0xd8, 0x00, 0x80, 0xfe]);

interface Heard {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

let server: Server;
let endpoint: string;
let heard: Heard[];

beforeEach(async () => {
  heard = [];
  server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      heard.push({ request, body: Buffer.concat(chunks) });
      reply.writeHead(204).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function send(call: Omit<AwsRequest, "endpoint">): Promise<Heard> {
  expect((await sendAwsRequest({ endpoint, ...call }, ROLE)).status).toBe(204);
  const [first] = heard;
  if (first === undefined) throw new Error("Nothing was sent.");
  return first;
}

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

describe("sendAwsRequest", () => {
  test.each([
    ["PUT", PICTURE, PICTURE],
    ["POST", "grün", Buffer.from("grün", "utf8")],
    ["GET", undefined, Buffer.alloc(0)],
    ["DELETE", undefined, Buffer.alloc(0)],
  ] as const)("%s sends its body byte for byte and signs its hash", async (method, body, bytes) => {
    const call = { service: "s3", method, path: "/pictures/key", ...(body === undefined ? {} : { body }) };
    const { request, body: received } = await send({ ...call, headers: { "Content-Type": "image/jpeg" } });
    expect([request.method, request.url, received]).toEqual([method, "/pictures/key", bytes]);
    expect(request.headers["content-type"]).toBe("image/jpeg");
    expect(request.headers["x-amz-content-sha256"]).toBe(sha256(bytes));
    expect(request.headers["content-length"] ?? "0").toBe(String(bytes.length));
    expect(request.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-west-1\/s3\/aws4_request, SignedHeaders=[^,]*content-type[^,]*x-amz-content-sha256[^,]*, Signature=[0-9a-f]{64}$/,
    );
  });

  test("another body has another signature", async () => {
    for (const body of [PICTURE, Buffer.from("other")]) {
      await send({
        service: "s3",
        method: "PUT",
        path: "/b/k",
        headers: { "X-Amz-Date": "20260101T000000Z" },
        body,
      });
    }
    const [one, two] = heard.map(({ request }) => request.headers.authorization);
    expect(one).not.toBe(two);
  });

  test("a service that cannot be reached is an error", async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
    await expect(
      sendAwsRequest({ endpoint, service: "s3", method: "DELETE", path: "/b/k" }, ROLE),
    ).rejects.toThrow(/ECONNREFUSED/);
  });
});
