import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  readBody,
  sendNodeResponse,
} from "./http.ts";

const request = (stream: Readable, headers: Record<string, string> = {}): HttpRequest => ({
  method: "POST",
  path: "/",
  query: "",
  headers,
  rawHeaders: [],
  stream,
  sourceIp: "127.0.0.1",
  requestId: "11111111-2222-4333-8444-555555555555",
});
const pieces = (...texts: string[]): Readable => Readable.from(texts.map((text) => Buffer.from(text)));

describe("readBody", () => {
  test("joins the pieces of a body; none are an empty one", async () => {
    expect((await readBody(request(pieces("ab", "c", "")), 10)).toString()).toBe("abc");
    expect((await readBody(request(pieces()), 10)).length).toBe(0);
    expect((await readBody(request(pieces("x"), { "content-length": "0" }), 10)).length).toBe(0);
  });

  test("a body of exactly the limit is read, one byte more is not", async () => {
    expect((await readBody(request(pieces("12345", "67890")), 10)).length).toBe(10);
    await expect(readBody(request(pieces("12345", "678901")), 10)).rejects.toThrow(BodyTooLargeError);
  });

  test("a declared length over the limit is refused before anything is read", async () => {
    const stream = pieces("abc");
    await expect(readBody(request(stream, { "content-length": "11" }), 10)).rejects.toThrow(
      BodyTooLargeError,
    );
    expect(stream.readableFlowing).toBe(null);
  });

  test("a client that hangs up half-way is told apart from other failures", async () => {
    const half = new Readable({ read() {} });
    const reading = readBody(request(half), 10);
    half.push("ab");
    half.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    await expect(reading).rejects.toMatchObject({ code: "RequestTimeout" });

    const silent = new Readable({ read() {} });
    const waiting = readBody(request(silent), 10);
    silent.destroy();
    await expect(waiting).rejects.toMatchObject({ code: "RequestTimeout" });

    const broken = new Readable({ read() {} });
    const failing = readBody(request(broken), 10);
    broken.destroy(new Error("disk"));
    await expect(failing).rejects.toThrow("disk");
  });

  test("a stream that is over already does not keep anybody waiting", async () => {
    const read = pieces("abc");
    await readBody(request(read), 10);
    expect((await readBody(request(read), 10)).length).toBe(0);
    const gone = new Readable({ read() {} }).destroy();
    await expect(readBody(request(gone), 10)).rejects.toMatchObject({ code: "RequestTimeout" });
  });
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** What a client gets of `response`: status, headers and every byte. */
async function deliver(response: HttpResponse, method = "GET") {
  const listening = createServer((_message, reply) => void sendNodeResponse(response, reply));
  server = listening;
  const port = await new Promise<number>((resolve) => {
    listening.listen(0, "127.0.0.1", () => resolve((listening.address() as AddressInfo).port));
  });
  return new Promise<{ status: number; length: string | undefined; body: Buffer }>((resolve, reject) => {
    httpRequest({ port, host: "127.0.0.1", method }, (message) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("end", () =>
        resolve({
          status: message.statusCode ?? 0,
          length: message.headers["content-length"],
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on("error", reject)
      .end();
  });
}

const allBytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

describe("sendNodeResponse", () => {
  test.each([
    ["every byte there is", allBytes],
    ["a buffer at the limit of one write", Buffer.alloc(16_384, 0xe9)],
    ["a larger buffer", Buffer.alloc(16_385, 0xe9)],
    ["an empty buffer", Buffer.alloc(0)],
  ])("%s arrives unchanged", async (_, body) => {
    const got = await deliver({ status: 200, headers: {}, body });
    expect(got.length).toBe(String(body.length));
    expect(got.body.equals(body)).toBe(true);
  });

  test.each(["", "plain", "größer – 🚪", "é".repeat(10_000), "x".repeat(20_000)])(
    "the text %.20s arrives in UTF-8",
    async (body) => {
      const got = await deliver({ status: 200, headers: {}, body });
      expect(got.body.toString("utf8")).toBe(body);
      expect(got.length).toBe(String(Buffer.byteLength(body)));
    },
  );

  test("streams arrive whole; without a body the length is 0", async () => {
    const streamed = await deliver({
      status: 200,
      headers: {},
      body: Readable.from([Buffer.from("ab"), allBytes]),
    });
    expect(streamed.body.length).toBe(258);
    expect(await deliver({ status: 201, headers: {} })).toMatchObject({ status: 201, length: "0" });
  });

  test("status and headers of a stream without a length leave before its first byte", async () => {
    const body = new Readable({ read: () => undefined });
    const listening = createServer(
      (_message, reply) => void sendNodeResponse({ status: 202, headers: {}, body }, reply),
    );
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    const reply = await fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/`);
    expect(reply.status).toBe(202);
    body.push("late");
    body.push(null);
    expect(await reply.text()).toBe("late");
  });

  test.each([
    ["HEAD", 200],
    ["GET", 204],
    ["GET", 304],
  ])("a stream as the body of %s with status %i is read and not sent", async (method, status) => {
    const body = Readable.from([Buffer.from("hidden")]);
    const ended = new Promise((resolve) => body.once("close", resolve));
    expect((await deliver({ status, headers: {}, body }, method)).body.length).toBe(0);
    await ended;
  });

  test("HEAD, 204 and 304 carry no body", async () => {
    const head = await deliver({ status: 200, headers: {}, body: "hidden" }, "HEAD");
    expect([head.length, head.body.length]).toEqual(["6", 0]);
    for (const status of [204, 304]) {
      const got = await deliver({ status, headers: {}, body: "hidden" });
      expect([got.status, got.length, got.body.length]).toEqual([status, undefined, 0]);
    }
  });
});
