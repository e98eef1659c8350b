import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import type { StoredMessage } from "../../core/ports/mailbox.ts";
import type { HttpRequest } from "../../wire/http.ts";
import { createInternalPages, type Health } from "./internal.ts";

const MESSAGE = { id: "1", destination: "a@example.com", code: "123456" } as StoredMessage;

const TICK = "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/tick";

function pages(status: Health["status"] = "ready", isOwnUser?: () => boolean) {
  const asked: number[] = [];
  let cleared = false;
  let ran = 0;
  const answer = createInternalPages({
    health: () => ({ status, accountId: "123456789012" }),
    ...(isOwnUser === undefined ? {} : { isOwnUser }),
    trace: () => ({ status: 200, headers: {}, body: '{"stories":[]}' }),
    schedules: {
      runNow: async (arn) => {
        if (arn !== TICK) throw new AwsError("ResourceNotFoundException", "No.", 404);
        ran += 1;
        return { request: "r", at: 1, calls: [] };
      },
    },
    mailbox: () => ({
      deliver: () => undefined,
      list: (limit = 0) => {
        asked.push(limit);
        return cleared ? [] : [MESSAGE];
      },
      count: () => 0,
      clear: () => {
        cleared = true;
      },
      subscribe: () => () => undefined,
    }),
  });
  return { asked, answer, runs: () => ran };
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
    expect(await ask({ path })).toEqual({
      status: 200,
      body: { status: "ready", accountId: "123456789012" },
    });
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

  test("a schedule is run by POST, once; one that is not there is AWS's refusal", async () => {
    const run = { method: "POST", path: "/_portcullis/schedule-runs" };
    const query = `arn=${encodeURIComponent(TICK)}`;
    expect(await ask({ ...run, query })).toEqual({ status: 200, body: { request: "r", at: 1, calls: [] } });
    expect(await ask(run)).toEqual({
      status: 404,
      body: { __type: "ResourceNotFoundException", message: "No." },
    });
    expect((await ask({ ...run, query, method: "GET" })).status).toBe(404);
  });

  test.each<[string, Partial<HttpRequest>]>([
    ["DOOR-1 another machine", { sourceIp: "192.168.1.20" }],
    ["DOOR-2 a name that is rebound", { headers: { host: "evil.example" } }],
    ["DOOR-15 another page", { headers: { host: "localhost:4566", origin: "http://localhost:3000" } }],
    ["DOOR-15 another site", { headers: { host: "localhost:4566", "sec-fetch-site": "cross-site" } }],
    [
      "DOOR-23 a delivery of SNS",
      { headers: { host: "localhost:4566", "x-amz-sns-message-type": "SubscriptionConfirmation" } },
    ],
  ])("%s runs no schedule", async (_title, fields) => {
    const { answer, runs } = pages();
    const query = `arn=${encodeURIComponent(TICK)}`;
    const request = requestOf({ method: "POST", path: "/_portcullis/schedule-runs", query, ...fields });
    expect((await answer(request, request.path)).status).toBe(403);
    expect(runs()).toBe(0);
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
    ["for another machine", { "x-forwarded-for": "192.168.1.20" }],
    ["for one that claims to be this one", { "x-forwarded-for": "127.0.0.1, 192.168.1.20" }],
    ["for nobody that it names", { "x-forwarded-for": "" }],
    ["for another, in nginx's words", { "x-real-ip": "192.168.1.20" }],
    ["for another, in RFC 7239's", { forwarded: "for=192.168.1.20" }],
  ])("DOOR-21 a proxy on this machine that asks %s gets nothing", async (_whom, said) => {
    for (const path of ["/_portcullis/mailbox", "/_portcullis/trace", "/_portcullis/health"]) {
      expect((await ask({ path, headers: { host: "localhost:4566", ...said } })).status).toBe(403);
    }
  });

  test("DOOR-23 a delivery of SNS gets no page, the console's neither", async () => {
    const headers = { host: "localhost:4566", "x-amz-sns-message-type": "Notification" };
    for (const path of ["/_portcullis/mailbox", "/_portcullis/console-keys", "/_portcullis/health"]) {
      for (const method of ["GET", "POST"]) expect((await ask({ path, method, headers })).status).toBe(403);
    }
  });

  test("DOOR-21 one that asks for this machine is answered, and gains no other's place", async () => {
    const headers = { host: "localhost:4566", "x-forwarded-for": "127.0.0.1, ::1" };
    expect((await ask({ headers })).status).toBe(200);
    expect((await ask({ headers, sourceIp: "192.168.1.20" })).status).toBe(403);
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

describe("DOOR-15 no page of this machine reads these pages", () => {
  const headersOf = (fields: Record<string, string>) => ({ host: "localhost:4566", ...fields });

  test.each([
    ["an object of S3, by a script", { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" }],
    ["one that opens a window", { "sec-fetch-site": "same-origin", "sec-fetch-dest": "document" }],
    ["one that goes round by another site", { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" }],
    ["a page on another port", { "sec-fetch-site": "same-site", "sec-fetch-dest": "iframe" }],
    ["an old browser that names its origin", { origin: "http://localhost:4566" }],
    ["another site", { origin: "https://evil.example" }],
    ["a page without an origin", { origin: "null" }],
  ])("%s", async (_who, fields) => {
    const headers = headersOf(fields);
    for (const path of ["/_portcullis/mailbox", "/_portcullis/trace", "/_portcullis/sources"]) {
      expect((await ask({ path, headers })).status).toBe(403);
    }
    const { answer } = pages();
    const cleared = await answer(requestOf({ method: "DELETE", headers }), "/_portcullis/mailbox");
    expect(cleared.status).toBe(403);
    const kept = await answer(requestOf(), "/_portcullis/mailbox");
    expect(JSON.parse(String(kept.body))).toEqual({ messages: [MESSAGE] });
  });

  test.each([
    ["a program", {}],
    ["a person who opens it", { "sec-fetch-site": "none", "sec-fetch-dest": "document" }],
  ])("%s does", async (_who, fields) => {
    expect((await ask({ headers: headersOf(fields) })).status).toBe(200);
  });

  test("pages on the host that serves nothing else may ask", async () => {
    const host = "portcullis.localhost:4566";
    const own = { host, "sec-fetch-site": "same-origin", origin: `http://${host}` };
    expect((await ask({ headers: own })).status).toBe(200);
    expect((await ask({ headers: { ...own, origin: "http://portcullis.localhost:1" } })).status).toBe(403);
    expect((await ask({ headers: { ...own, "sec-fetch-site": "same-site" } })).status).toBe(403);
  });

  test("an answer is neither sniffed, framed, nor read by what opened it", async () => {
    const { answer } = pages();
    for (const path of ["/_portcullis/health", "/_portcullis/mailbox", "/_portcullis/none"]) {
      const { headers } = await answer(requestOf({ path }), path);
      expect(headers["X-Content-Type-Options"]).toBe("nosniff");
      expect(headers["Content-Security-Policy"]).toMatch(/frame-ancestors 'none'; sandbox$/);
    }
  });

  test("what is led to in a browser is a whole page, never a frame or a script's", async () => {
    const answer = createInternalPages({
      health: () => ({ status: "ready" }),
      mailbox: () => {
        throw new Error("not asked");
      },
      signIn: {
        owns: (path: string) => path === "/_portcullis/signed-in",
        isForPeople: (path) => path === "/_portcullis/signed-in",
        handle: () => ({ status: 200, headers: { "Content-Security-Policy": "own" } }),
      },
    });
    const path = "/_portcullis/signed-in";
    const statusWith = async (dest: string) => {
      const headers = headersOf({ "sec-fetch-site": "cross-site", "sec-fetch-dest": dest });
      return (await answer(requestOf({ path, headers }), path)).status;
    };
    expect([await statusWith("document"), await statusWith("iframe"), await statusWith("empty")]).toEqual([
      200, 403, 403,
    ]);
    expect((await answer(requestOf({ path }), path)).headers["Content-Security-Policy"]).toBe("own");
  });
});

describe("DOOR-29 a machine that several users share", () => {
  test.each([
    ["GET", "/_portcullis/mailbox", 403],
    ["DELETE", "/_portcullis/mailbox", 403],
    ["GET", "/_portcullis/trace", 403],
    ["POST", "/_portcullis/console-keys", 403],
    ["POST", "/_portcullis/schedule-runs", 403],
    ["GET", "/_portcullis/sign-in/client", 403],
    ["GET", "/_portcullis/", 403],
    ["GET", "/_portcullis/health", 200],
  ])("DOOR-29 another user gets from %s %s: %d", async (method, path, status) => {
    const { answer } = pages("ready", () => false);

    expect((await answer(requestOf({ method, path }), path)).status).toBe(status);
  });

  test("DOOR-29 another user is told whether the cloud is ready, and nothing of what runs in it", async () => {
    const path = "/_portcullis/health";
    const told = async (isOwn: boolean) =>
      JSON.parse(
        String((await pages("ready", () => isOwn).answer(requestOf({ method: "GET", path }), path)).body),
      );

    expect(await told(false)).toEqual({ status: "ready" });
    expect(await told(true)).toEqual({ status: "ready", accountId: "123456789012" });
  });
});
