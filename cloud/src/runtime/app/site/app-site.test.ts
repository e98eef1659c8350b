import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../../core/errors.ts";
import { createPlainApp, type PlainApp } from "../testing/plain-app.ts";
import { cloudAt, freePort, openTestSite, type TestSite } from "../testing/site.ts";

let plain: PlainApp;
let site: TestSite;
let entry: string;

beforeAll(async () => {
  plain = createPlainApp();
  site = await openTestSite(plain.app);
  await site.running.build();
  entry = readdirSync(plain.path("dist/assets")).find((name) => name.startsWith("entry-")) ?? "";
});

afterAll(async () => {
  await site.running.close();
  plain.remove();
});

describe("the site of a built app", () => {
  test.each(["/", "/index.html", "/profile", "/gates/front?x=1", "/caf%C3%A9"])(
    "%s is the page, always asked for again",
    async (path) => {
      const reply = await site.get(path);
      expect(reply.status).toBe(200);
      expect(reply.headers).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-cache",
      });
      expect(reply.body.toString()).toContain("<title>Plain app</title>");
    },
  );

  test("a file with a hash in its name is kept for ever, another one is asked for again", async () => {
    expect((await site.get(`/assets/${entry}`)).headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect((await site.get("/assets/plain.txt")).headers["cache-control"]).toBe("no-cache");
  });

  test.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ])("%s is sent to who takes it, under an entity tag of its own", async (encoding, decompress) => {
    const raw = await site.get(`/assets/${entry}`);
    const packed = await site.get(`/assets/${entry}`, { headers: { "accept-encoding": encoding } });
    expect(packed.headers).toMatchObject({ "content-encoding": encoding, vary: "Accept-Encoding" });
    expect(packed.headers.etag).not.toBe(raw.headers.etag);
    expect(packed.body.length).toBeLessThan(raw.body.length / 2);
    expect(decompress(packed.body).equals(raw.body)).toBe(true);
  });

  test("what the client has already is not sent again", async () => {
    const { headers } = await site.get("/assets/plain.txt");
    const again = await site.get("/assets/plain.txt", { headers: { "if-none-match": String(headers.etag) } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const other = await site.get("/assets/plain.txt", { headers: { "if-none-match": '"other"' } });
    expect(other.status).toBe(200);
  });

  test("HEAD has the headers of GET and no body", async () => {
    const get = await site.get("/assets/plain.txt");
    const head = await site.get("/assets/plain.txt", { method: "HEAD" });
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers["content-length"]).toBe(String(get.body.length));
    expect(head.headers.etag).toBe(get.headers.etag);
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])("%s is 405", async (method) => {
    const reply = await site.get("/", { method });
    expect([reply.status, reply.headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  test.each(["/assets/gone.js", "/favicon.ico", "/profile/photo.png"])("%s is missing", async (path) => {
    expect((await site.get(path)).status).toBe(404);
  });
});

describe("APP-2 nothing but the build is served", () => {
  test.each([
    ["/../package.json", 400],
    ["/%2e%2e/package.json", 400],
    ["/assets/..%2f..%2fpackage.json", 400],
    ["/assets\\..\\..\\package.json", 400],
    ["/assets/plain.txt%00.js", 400],
    [`/${"a/".repeat(2_000)}`, 414],
    ["/.secret", 404],
    ["/linked.txt", 404],
    ["//etc/passwd.txt", 404],
    ["/constructor.js", 404],
  ])("%s is refused with %i", async (path, status) => {
    const reply = await site.get(path);
    expect(reply.status).toBe(status);
    expect(reply.body.toString()).not.toMatch(/not part of the site|build:web|outside/);
  });

  test("a link in the output is not followed", async () => {
    const other = createPlainApp();
    const opened = await openTestSite(other.app);
    await opened.running.build();
    writeFileSync(other.path("outside.txt"), "outside");
    symlinkSync(other.path("outside.txt"), other.path("dist/linked.txt"));
    expect((await opened.get("/linked.txt")).status).toBe(404);
    expect((await opened.get("/assets/plain.txt")).status).toBe(200);
    await opened.running.close();
    other.remove();
  });
});

describe("APP-1 names of the site", () => {
  test.each(["localhost", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST:1"])("%s is served", async (host) => {
    expect((await site.get("/app-config.json", { headers: { host } })).status).toBe(200);
  });

  test.each(["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.7:3000", "a b"])(
    "%j is refused, for pages, files and addresses alike",
    async (host) => {
      for (const path of ["/", "/assets/plain.txt", "/app-config.json"]) {
        expect((await site.get(path, { headers: { host } })).status).toBe(403);
      }
    },
  );
});

describe("APP-3 headers", () => {
  test("every answer says what it is and keeps addresses to itself", async () => {
    for (const path of ["/", "/assets/plain.txt", "/gone.js", "/app-config.json", "/%00"]) {
      expect((await site.get(path)).headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
    }
  });

  test("the page talks to itself and to the cloud under the name it was reached by", async () => {
    const policyUnder = async (host: string) =>
      String((await site.get("/", { headers: { host } })).headers["content-security-policy"]);
    expect(await policyUnder("localhost")).toContain("connect-src 'self' http://localhost:4566;");
    expect(await policyUnder("127.0.0.1")).toContain("connect-src 'self' http://127.0.0.1:4566;");
    expect(await policyUnder("localhost")).toContain("frame-ancestors 'none'");
  });
});

describe("/app-config.json", () => {
  test("says where the cloud is, as seen from the name it was asked under, and is never kept", async () => {
    const reply = await site.get("/app-config.json", { headers: { host: "127.0.0.1:3000" } });
    expect(reply.headers).toMatchObject({ "content-type": "application/json", "cache-control": "no-store" });
    expect(JSON.parse(reply.body.toString())).toEqual({
      version: 1,
      region: "eu-west-1",
      userPoolId: "eu-west-1_abc",
      userPoolClientId: "client1",
      apiUrl: "http://127.0.0.1:4566/_aws/execute-api/a1/v1",
      userPoolEndpoint: "http://127.0.0.1:4566",
    });
  });

  test("without stacks it says what is missing, and the page is served all the same", async () => {
    const bare = await openTestSite(plain.app, {
      resources: () => {
        throw new UserError("There is no user pool.");
      },
    });
    const reply = await bare.get("/app-config.json");
    expect([reply.status, JSON.parse(reply.body.toString())]).toEqual([
      503,
      { message: "There is no user pool." },
    ]);
    expect((await bare.get("/")).headers["content-security-policy"]).toContain("connect-src 'self';");
    await bare.running.close();
  });
});

describe("the port of the app", () => {
  test("a taken one is told in words with the flag that chooses another", async () => {
    const appPort = await freePort();
    const other = createServer().listen(appPort, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const failure = await openTestSite(plain.app, { cloud: cloudAt(appPort) }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({
      message: `Port ${appPort} on 127.0.0.1 is taken by another program.`,
      nextCommand: `npx portcullis up --app-port ${appPort + 1}`,
    });
    await new Promise((resolve) => other.close(resolve));
  });
});
