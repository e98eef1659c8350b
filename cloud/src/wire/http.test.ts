import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { BodyTooLargeError, type HttpRequest, readBody } from "./http.ts";

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
