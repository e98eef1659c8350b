import { describe, expect, test } from "vitest";
import { pathPart } from "../web/paths.ts";
import { ORIGIN, opened } from "./testing/opened-console.ts";

describe("the way in", () => {
  test("CON-2 a link opens one session, once, and its key leaves the address", async () => {
    const { sessions, ask } = opened();
    const query = `key=${sessions.newKey()}`;
    const entered = await ask("", { query });
    expect(entered).toMatchObject({ status: 303, headers: { Location: "/_portcullis/" } });
    const cookie = String(entered.headers["Set-Cookie"]);
    expect(cookie).toMatch(
      /^portcullis-console-4566=\S{43}; Path=\/_portcullis\/; HttpOnly; SameSite=Strict$/,
    );
    expect((await ask("", { headers: { cookie } })).status).toBe(200);
    expect((await ask("", { query })).status).toBe(401);
    // Whoever is in is not sent away by a link that was used.
    expect((await ask("", { query, headers: { cookie } })).status).toBe(303);
  });

  test.each([
    ["no cookie", {}],
    ["an empty one", { cookie: "portcullis-console-4566=" }],
    ["a made-up one", { cookie: `portcullis-console-4566=${"a".repeat(43)}` }],
    ["another name", { cookie: "portcullis=x" }],
  ])("CON-2 without a session every page is closed: %s", async (_name, headers) => {
    const { ask } = opened();
    for (const path of ["", "trace", "trace/abcd", "live", "lockers", "nothing"]) {
      expect((await ask(path, { headers })).status).toBe(401);
    }
  });

  test("CON-16 the session of a cloud at another port is another one", async () => {
    const { ask, cookie } = opened();
    const other = cookie.replace("4566", "4570");
    expect((await ask("", { headers: { cookie: other } })).status).toBe(401);
    expect((await ask("", { headers: { cookie: `${other}; ${cookie}` } })).status).toBe(200);
  });

  test("CON-2 a key that nobody made opens nothing", async () => {
    expect((await opened().ask("", { query: "key=abc" })).status).toBe(401);
    expect((await opened().ask("", { query: "key=" })).status).toBe(401);
  });
});

describe("who asks", () => {
  test.each([
    "localhost:4566",
    "127.0.0.1:4566",
    "[::1]:4566",
    "evil.example",
    "portcullis.localhost:80",
    "portcullis.localhost",
    "portcullis.localhost.:4566",
    "evil@portcullis.localhost:4566",
    "portcullis.localhost:4566@evil.example",
    "portcullis.localhost:4566, evil.example",
    "",
  ])("CON-1 the host %j is led to the console's own, and its session does not count there", async (host) => {
    const { ask, cookie } = opened();
    expect(await ask("trace", { query: "q=1", headers: { host, cookie } })).toMatchObject({
      status: 303,
      headers: { Location: `${ORIGIN}/_portcullis/trace?q=1` },
    });
    expect(
      (await ask("lockers/a", { method: "POST", headers: { host, cookie, origin: ORIGIN } })).status,
    ).toBe(403);
  });

  test.each<[string, Record<string, string>]>([
    ["another origin", { origin: "http://evil.example" }],
    ["a page that this machine serves", { origin: "http://localhost:4566" }],
    ["no origin", { origin: "" }],
    ["a sandboxed page", { origin: "null" }],
    ["another site without an origin of its own", { origin: ORIGIN, "sec-fetch-site": "cross-site" }],
    ["a host beside it", { origin: ORIGIN, "sec-fetch-site": "same-site" }],
  ])("CON-3 a form of %s does nothing", async (_name, headers) => {
    expect((await opened().post("lockers/a", "code=1", headers)).status).toBe(403);
  });

  test("CON-3 a form without an Origin does nothing", async () => {
    const { ask, cookie } = opened();
    expect((await ask("lockers/a", { method: "POST", headers: { cookie } })).status).toBe(403);
  });

  test.each(["iframe", "frame", "embed", "object"])("CON-4 in an %s nothing is shown", async (dest) => {
    const { ask, cookie } = opened();
    expect((await ask("", { headers: { cookie, "sec-fetch-dest": dest } })).status).toBe(403);
  });

  test("CON-3 a link of another page opens it, a script of one reads nothing", async () => {
    const { ask, cookie } = opened();
    const site = { "sec-fetch-site": "cross-site" };
    expect((await ask("", { headers: { ...site, "sec-fetch-dest": "document" } })).status).toBe(401);
    expect((await ask("", { headers: { ...site, "sec-fetch-dest": "empty", cookie } })).status).toBe(403);
  });

  test.each(["PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])("CON-3 %s is no way to ask", async (method) => {
    const { ask, cookie } = opened();
    expect([403, 405]).toContain((await ask("", { method, headers: { cookie, origin: ORIGIN } })).status);
  });
});

describe("pages", () => {
  test("CON-4 every page says that nothing foreign is loaded, and is kept nowhere", async () => {
    const { ask, cookie } = opened();
    for (const path of ["", "trace", "lockers", "nothing"]) {
      const { headers } = await ask(path, { headers: { cookie } });
      expect(headers["Content-Security-Policy"]).toContain("default-src 'none'");
      expect(headers["Content-Security-Policy"]).toContain("frame-ancestors 'none'");
      expect(headers["Content-Security-Policy"]).not.toMatch(/unsafe|\*/);
      expect(headers["Cache-Control"]).toBe("no-store");
    }
  });

  test("a page of a module is found by its path, with its parameters decoded", async () => {
    const { ask, cookie } = opened();
    expect(String((await ask("lockers", { headers: { cookie } })).body)).toContain("all");
    expect(String((await ask("lockers/a%2Fb", { headers: { cookie } })).body)).toContain("one:a/b<");
    expect((await ask("lockers/%E0%A4%A", { headers: { cookie } })).status).toBe(404);
    expect((await ask("lockers/a/b", { headers: { cookie } })).status).toBe(404);
  });

  test("an action leads back and says once what it did; markup stays text", async () => {
    const { ask, post, cookie } = opened();
    expect(await post("lockers/a", "code=1")).toMatchObject({
      status: 303,
      headers: { Location: "/_portcullis/lockers" },
    });
    // A page that is live asks in between.
    const live = await ask("lockers", { headers: { cookie, "x-portcullis-live": "1" } });
    expect(String(live.body)).not.toContain("Opened");
    const page = String((await ask("lockers", { headers: { cookie } })).body);
    expect(page).toContain("Opened &lt;it&gt;.");
    expect(page).toContain("Undo");
    expect(page).toContain('<a href="/_portcullis/trace/1">Why?</a>');
    expect(String((await ask("lockers", { headers: { cookie } })).body)).not.toContain("Opened");
  });

  test.each(["http://evil.example/", "//evil.example/", "/\\evil.example/", "/other", "javascript:alert(1)"])(
    "CON-17 no action leads to %s, nor is taken back there",
    async (address) => {
      const { post } = opened();
      const to = encodeURIComponent(address);
      await expect(post("lockers/a/leads", `to=${to}`)).rejects.toThrow("is no address of the console");
      await expect(post("lockers/a/leads", `undo=${to}`)).rejects.toThrow("is no address of the console");
      await expect(post("lockers/a/leads", `more=${to}`)).rejects.toThrow("is no address of the console");
      expect((await post("lockers/a/leads", "")).status).toBe(303);
    },
  );

  test("CON-25 an action leads to no address that no request carries", async () => {
    const { ask, post, cookie } = opened();
    const long = "x".repeat(16 * 1024);
    const found = await post("find", `q=${long}`);
    expect(found).toMatchObject({ status: 303, headers: { Location: "/_portcullis/" } });
    expect(String((await ask("", { headers: { cookie } })).body)).toContain("too long for an address");

    const led = await post("lockers/a/leads", `to=/_portcullis/lockers/${long}`);
    expect(led).toMatchObject({ status: 303, headers: { Location: "/_portcullis/lockers" } });
    const short = `/_portcullis/trace?q=${"y".repeat(9000)}`;
    expect(await post("find", `q=${"y".repeat(9000)}`)).toMatchObject({ headers: { Location: short } });
  });

  test("CON-18 nothing in a text of a page turns or steers it; a field keeps what it was given", async () => {
    const { ask, log, cookie } = opened();
    const page = String((await ask("lockers/turned", { headers: { cookie } })).body);
    expect(page).toContain("<p>a\\u202eb\\u001bc\nd</p>");
    expect(page).toContain("<title>t\\u2066 · Portcullis</title>");
    expect(page).toContain('<textarea name="x">a\u202eb</textarea><b>\\u2067</b>');
    expect(page).toContain('value="\u202ev"');

    const who = "sensor\u202e\u0007";
    log.record({ request: "turn", service: "mqtt", operation: who, step: "c", verdict: "deny", ms: 1, who });
    for (const path of ["trace", "trace/turn", ""]) {
      const shown = String((await ask(path, { headers: { cookie } })).body);
      expect(shown).toContain("sensor\\u202e\\u0007");
      expect(shown.replace(/<[^>]*>/g, "")).not.toContain("\u202e");
    }
  });

  test.each([".", ".."])(
    "CON-19 the page of who is called %s is where its address leads a browser",
    async (name) => {
      const { ask, cookie } = opened();
      const { pathname } = new URL(`/_portcullis/lockers/${pathPart(name)}`, ORIGIN);
      const below = pathname.slice("/_portcullis/".length);
      expect(String((await ask(below, { headers: { cookie } })).body)).toContain(`one:${name}<`);
    },
  );

  test("a refusal of the cloud is shown in its words", async () => {
    const refused = await opened().post("lockers/a", "code=2");
    expect(refused.status).toBe(400);
    expect(String(refused.body)).toContain("AccessDenied");
    expect(String(refused.body)).toContain("Not &lt;b&gt;you&lt;/b&gt;.");
  });

  test("what is searched for is a request, a token's claims, or a text in the trace", async () => {
    const { log, post } = opened();
    log.record({
      request: "1a2b3c4d-0000",
      service: "iot",
      operation: "Publish",
      step: "authorize",
      verdict: "deny",
      ms: 1,
    });
    expect((await post("find", "q=1a2b")).headers["Location"]).toBe("/_portcullis/trace/1a2b3c4d-0000");
    expect((await post("find", "q=controlGate%20x")).headers["Location"]).toBe(
      "/_portcullis/trace?q=controlGate%20x",
    );
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = `${part({ alg: "none" })}.${part({ sub: "<script>", exp: 1 })}.c2lnbmF0dXJl`;
    const shown = String((await post("find", `q=${token}`)).body);
    expect(shown).toContain("&lt;script&gt;");
    expect(shown).not.toContain("c2lnbmF0dXJl");
  });

  test("CON-5 what the console itself asks stands apart in the trace", async () => {
    const { log, ask, cookie } = opened();
    const event = { service: "s3", step: "authorize", verdict: "allow", ms: 1 } as const;
    log.record({ ...event, request: "own-0001", operation: "ListBuckets", parent: "console" });
    log.record({ ...event, request: "other-02", operation: "GetObject" });
    const list = String((await ask("trace", { headers: { cookie } })).body);
    expect(list).toContain("s3:</span><wbr/>GetObject");
    expect(list).not.toContain("s3:</span><wbr/>ListBuckets");
    const all = await ask("trace", { query: "console=1", headers: { cookie } });
    expect(String(all.body)).toContain("s3:</span><wbr/>ListBuckets");
  });

  test("TRACE-8 what a tool of this cloud provokes is folded, with its number and a link; the trace has it", async () => {
    const { log, probes, ask, cookie } = opened();
    const event = { service: "execute-api", step: "authorize", verdict: "deny", ms: 1 } as const;
    log.record({ ...event, request: "real-0001", operation: "GET /real" });
    for (const request of ["try-1", "try-2"]) {
      probes.begin(request, "audit");
      log.record({ ...event, request, operation: "GET /tried" });
    }
    const show = async (path: string, query = "") =>
      String((await ask(path, { query, headers: { cookie } })).body);
    const start = await show("");
    // Addresses of pages for people open in a tab of their own.
    expect(start).toContain('<a href="http://localhost:3000" target="_blank" rel="noreferrer">');
    expect(start).toContain("Not listed: 2 that an audit provoked.");
    expect(start).toContain('href="/_portcullis/trace?verdict=deny,error&amp;probes=only"');
    expect(start).toContain("GET /real");
    expect(start).not.toContain("GET /tried");
    expect(start).toMatch(/id="count-Trace"[^>]*>1</);
    expect(await show("trace")).not.toContain("GET /tried");
    const all = await show("trace", "tools=1");
    expect(all).toContain("GET /tried");
    expect(all).toMatch(/<input[^>]* name="tools"[^>]* checked/);
    const apart = await show("trace", "verdict=deny,error&probes=only");
    expect([apart.includes('id="r-try-2"'), apart.includes('id="r-real-0001"')]).toEqual([true, false]);
  });

  test("hostile names in the trace stay text", async () => {
    const { log, ask, cookie } = opened();
    const evil = "<img src=x onerror=alert(1)>\"'";
    log.record({
      request: "bad",
      service: "apigateway",
      operation: `GET /${evil}`,
      step: "route",
      verdict: "deny",
      ms: 1,
      who: evil,
    });
    for (const path of ["trace", "trace/bad", ""]) {
      const page = String((await ask(path, { headers: { cookie } })).body);
      expect(page).not.toContain("<img");
      expect(page).toContain("&lt;img");
    }
  });
});
