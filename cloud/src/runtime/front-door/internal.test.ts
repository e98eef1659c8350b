import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { StoredMessage } from "../../core/ports/mailbox.ts";
import type { HttpRequest } from "../../wire/http.ts";
import { createInternalPages, type Health } from "./internal.ts";

const MESSAGE = { id: "1", destination: "a@example.com", code: "123456" } as StoredMessage;

function pages(status: Health["status"] = "ready") {
  const asked: number[] = [];
  let cleared = false;
  const answer = createInternalPages({
    health: () => ({ status }),
    trace: () => ({ status: 200, headers: {}, body: '{"stories":[]}' }),
    mailbox: () => ({
      deliver: () => undefined,
      list: (limit = 0) => {
        asked.push(limit);
        return cleared ? [] : [MESSAGE];
      },
      clear: () => {
        cleared = true;
      },
      subscribe: () => () => undefined,
    }),
  });
  return { asked, answer };
}

function requestOf(fields: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "GET",
    path: "/_portcullis/mailbox",
    query: "",
    headers: { host: "localhost:4566" },
    rawHeaders: [],
    stream: Readable.from([]),
    sourceIp: "127.0.0.1",
    requestId: "r",
    ...fields,
  };
}

async function ask(fields: Partial<HttpRequest> = {}, status: Health["status"] = "ready") {
  const request = requestOf(fields);
  const response = await pages(status).answer(request, request.path);
  return { status: response.status, body: JSON.parse(String(response.body)) };
}

describe("internal pages", () => {
  test("health is 200 when ready and 503 before", async () => {
    const path = "/_portcullis/health";
    expect(await ask({ path })).toEqual({ status: 200, body: { status: "ready" } });
    expect((await ask({ path }, "starting")).status).toBe(503);
  });

  test("the mailbox shows its messages", async () => {
    expect(await ask()).toEqual({ status: 200, body: { messages: [MESSAGE] } });
  });

  test.each(["0", "1001", "-1", "1.5", "abc", ""])("a limit of %j is refused", async (limit) => {
    expect((await ask({ query: `limit=${limit}` })).status).toBe(400);
  });

  test("unknown pages and methods are 404", async () => {
    expect((await ask({ path: "/_portcullis/other" })).status).toBe(404);
    expect((await ask({ method: "POST" })).status).toBe(404);
  });

  test("TRACE-3 the trace answers this machine alone, under its own names", async () => {
    const path = "/_portcullis/trace";
    expect(await ask({ path })).toEqual({ status: 200, body: { stories: [] } });
    expect((await ask({ path, sourceIp: "192.168.1.20" })).status).toBe(403);
    expect((await ask({ path, headers: { host: "evil.example" } })).status).toBe(403);
  });

  test.each(["192.168.1.20", "10.0.0.1", "::2"])(
    "DOOR-1 another machine (%s) sees nothing",
    async (sourceIp) => {
      expect((await ask({ sourceIp })).status).toBe(403);
    },
  );

  test.each(["127.0.0.1", "::1", "127.8.9.1"])("DOOR-1 this machine (%s) is answered", async (sourceIp) => {
    expect((await ask({ sourceIp })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "evil.example:4566",
    "localhost.evil.example",
    "127.evil.example",
    "127.0.0.1.evil.example",
    "",
  ])("DOOR-2 under the name %j nothing is shown", async (host) => {
    expect((await ask({ headers: { host } })).status).toBe(403);
  });

  test.each(["localhost:4566", "127.0.0.1:4566", "[::1]:4566", "x.localhost"])(
    "DOOR-2 %s is this machine",
    async (host) => {
      expect((await ask({ headers: { host } })).status).toBe(200);
    },
  );
});
