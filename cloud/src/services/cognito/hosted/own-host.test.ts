import { describe, expect, test } from "vitest";
import { securityOf } from "./http/own-host.ts";
import { Browser, bodyOf, locationOf, setCookies } from "./testing/browser.ts";
import { authorizationQuery, exchangeCode, obtainTokens, post, signIn } from "./testing/journeys.ts";
import { createWorld, PREFIX } from "./testing/world.ts";

const BASE_PATH = `/_aws/cognito-auth/${PREFIX}`;
const SHARED = { domainPrefix: PREFIX, basePath: BASE_PATH };
const CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
const SAFARI =
  "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.4 Safari/605.1.15";
const NAVIGATION = { host: "localhost:4566", "sec-fetch-mode": "navigate", "sec-fetch-site": "none" };

describe("OAU-81 a domain is on a host of its own for browsers", () => {
  test.each(["localhost:4566", "127.0.0.1:4566", "[::1]:4566"])(
    "one that comes by %s goes there",
    async (host) => {
      const world = createWorld();
      const browser = new Browser(world.hosted, SHARED);
      const query = authorizationQuery(world);
      const headers = { ...NAVIGATION, host, "user-agent": CHROME };
      const response = await browser.open(`${BASE_PATH}/oauth2/authorize?${query}`, { headers });
      expect(locationOf(response)).toBe(`http://${PREFIX}.auth.localhost:4566/oauth2/authorize?${query}`);
      expect(setCookies(response)).toEqual([]);
    },
  );

  test.each([
    ["a program", { host: "localhost:4566" }],
    ["Safari", { ...NAVIGATION, "user-agent": SAFARI }],
    ["a phone in the network", { ...NAVIGATION, host: "192.168.1.5:4566", "user-agent": CHROME }],
    ["another site's name", { ...NAVIGATION, host: "localhost.evil.example", "user-agent": CHROME }],
  ])("%s stays", async (_who, headers) => {
    const world = createWorld();
    const browser = new Browser(world.hosted, SHARED);
    const response = await browser.open(`${BASE_PATH}/login?${authorizationQuery(world)}`, { headers });
    expect(response.status).toBe(200);
  });

  test("a browser that stays gets its code and no session cookie; a program gets one", async () => {
    const cookiesOf = async (headers: Record<string, string>) => {
      const world = createWorld();
      await world.addUser();
      const browser = new Browser(world.hosted, SHARED);
      const page = `${BASE_PATH}/login?${authorizationQuery(world)}`;
      await browser.open(page, { headers });
      const fields = { username: "ann@example.com", password: "Correct-Horse-7" };
      const response = await browser.submit(page, fields, headers);
      expect(locationOf(response)).toMatch(/[?&]code=/);
      return setCookies(response).map((text) => text.split("=")[0]);
    };
    expect(await cookiesOf({ "user-agent": SAFARI })).not.toContain("cognito");
    expect(await cookiesOf({ "sec-fetch-site": "same-origin" })).not.toContain("cognito");
    expect(await cookiesOf({ "user-agent": "curl/8" })).toContain("cognito");
  });
});

describe("OAU-82 the cloud's own page", () => {
  const OWN = "http://portcullis.localhost:4566/_portcullis/signed-in";
  const begun = { state: "the-state", codeChallenge: "C".repeat(43), redirectUri: OWN };

  function worldThatBegan() {
    const world = createWorld({
      ownSignIns: {
        began: (request) =>
          request.clientId === world.client.id &&
          request.redirectUri === begun.redirectUri &&
          request.state === begun.state &&
          request.codeChallenge === begun.codeChallenge,
      },
    });
    return world;
  }
  const own = { redirect_uri: OWN, state: begun.state, code_challenge: begun.codeChallenge };

  test("is an address for the request that the cloud began, and the client does not show it", async () => {
    const world = worldThatBegan();
    await world.addUser();
    const response = await signIn(world, { changes: own });
    expect(locationOf(response)).toMatch(
      /^http:\/\/portcullis\.localhost:4566\/_portcullis\/signed-in\?code=/,
    );
    expect(world.stores.clients.find(world.client.id)?.callbackUrls).not.toContain(OWN);
  });

  test.each([
    ["another challenge", { ...own, code_challenge: "D".repeat(43) }],
    ["no challenge", { ...own, code_challenge: undefined, code_challenge_method: undefined }],
    ["another state", { ...own, state: "other" }],
    ["another address", { ...own, redirect_uri: `${OWN}/x` }],
  ])("is none with %s", async (_what, changes) => {
    const world = worldThatBegan();
    const response = await new Browser(world.hosted).open(
      `/oauth2/authorize?${authorizationQuery(world, changes)}`,
    );
    expect(locationOf(response)).toMatch(/^\/error\?error=redirect_mismatch/);
  });

  test("is none for a client that may not use OAuth", async () => {
    const world = worldThatBegan();
    world.stores.clients.replace({ ...world.client, oauthEnabled: false });
    const response = await new Browser(world.hosted).open(
      `/oauth2/authorize?${authorizationQuery(world, own)}`,
    );
    expect(locationOf(response)).toMatch(/^\/error\?error=redirect_mismatch/);
  });
});

describe("OAU-70 and OAU-83 whose form it is", () => {
  async function login(planted?: string, headers: Record<string, string> = {}) {
    const world = createWorld();
    await world.addUser();
    const browser = new Browser(world.hosted);
    const page = `/login?${authorizationQuery(world)}`;
    await browser.open(page);
    if (planted !== undefined) browser.cookies.set("XSRF-TOKEN", planted);
    const fields = { username: "ann@example.com", password: "Correct-Horse-7" };
    return browser.submit(page, fields, { host: "localhost:4566", ...headers });
  }

  test("a token that somebody else put into cookie and form does not count", async () => {
    expect((await login()).status).toBe(302);
    const refused = await login("11111111-1111-4111-8111-111111111111");
    expect([refused.status, bodyOf(refused).includes("_csrf")]).toEqual([403, true]);
  });

  test.each([
    ["http://localhost:4566", 302],
    ["http://localhost:9999", 403],
    ["http://evil.example", 403],
    ["null", 403],
  ])("from the origin %s: %i", async (origin, status) => {
    expect((await login(undefined, { origin })).status).toBe(status);
  });

  test("OAU-83 a token is made for one session and one pool", async () => {
    const world = createWorld();
    await world.addUser();
    const browser = new Browser(world.hosted);
    await signIn(world, { browser });
    const before = browser.cookies.get("XSRF-TOKEN");
    await browser.open(`/login?${authorizationQuery(world)}`);
    const after = browser.cookies.get("XSRF-TOKEN");
    await browser.open(`/login?${authorizationQuery(world)}`);
    expect(after).not.toBe(before);
    expect(browser.cookies.get("XSRF-TOKEN")).toBe(after);
    expect(after).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("OAU-4 addresses that are no app", () => {
  test.each(["javascript:alert(1)", "data:text/html,x", "file:///tmp/x", "blob:x"])("%s", async (address) => {
    const world = createWorld({ client: { callbackUrls: [address] } });
    const query = authorizationQuery(world, { redirect_uri: address });
    const response = await new Browser(world.hosted).open(`/oauth2/authorize?${query}`);
    expect(locationOf(response)).toMatch(/^\/error\?error=redirect_mismatch/);
  });
});

test("OAU-14 HEAD makes no code and ends no session", async () => {
  const world = createWorld();
  await world.addUser();
  const browser = new Browser(world.hosted);
  await signIn(world, { browser });
  const head = (path: string) => browser.open(path, { method: "HEAD" });
  const minted = await head(`/oauth2/authorize?${authorizationQuery(world)}`);
  const left = await head(`/logout?client_id=${world.client.id}&logout_uri=http://localhost:3000/bye`);
  expect([minted.status, locationOf(minted), left.status]).toEqual([405, "", 405]);
  const again = await browser.open(`/oauth2/authorize?${authorizationQuery(world)}`);
  expect(locationOf(again)).toMatch(/[?&]code=/);
});

test("OAU-37 a client whose OAuth was switched off refreshes nothing at the token endpoint", async () => {
  const world = createWorld();
  await world.addUser();
  const tokens = await obtainTokens(world);
  const refresh = () =>
    post(world, "/oauth2/token", {
      grant_type: "refresh_token",
      client_id: world.client.id,
      refresh_token: tokens["refresh_token"],
    });
  expect((await refresh()).status).toBe(200);
  world.stores.clients.replace({ ...world.client, oauthEnabled: false });
  expect(await refresh()).toMatchObject({ status: 400, document: { error: "unauthorized_client" } });
});

test("OAU-25 JSON under the type of a form lacks its grant_type; under its own type it is not taken", async () => {
  const world = createWorld();
  const body = JSON.stringify({ grant_type: "authorization_code", client_id: world.client.id, code: "x" });
  const statusOf = async (type: string) => {
    const headers = { "content-type": type };
    const response = await new Browser(world.hosted).open("/oauth2/token", { method: "POST", headers, body });
    return [response.status, bodyOf(response)];
  };
  expect(await statusOf("application/x-www-form-urlencoded")).toEqual([400, '{"error":"invalid_request"}']);
  expect(await statusOf("application/json")).toEqual([405, ""]);
  expect((await exchangeCode(world, "no-code")).status).toBe(400);
});

describe("OAU-55 behind a proxy that speaks TLS", () => {
  test.each([
    [true, "; Secure;", true],
    [false, "; HttpOnly;", false],
  ])("secure %s", async (secure, expected, hasHsts) => {
    const world = createWorld();
    const browser = new Browser(world.hosted, { ...SHARED, secure });
    const response = await browser.open(`${BASE_PATH}/login?${authorizationQuery(world)}`);
    expect(setCookies(response)[0]).toContain(expected);
    expect("Strict-Transport-Security" in response.headers).toBe(hasHsts);
  });

  test.each([
    ["the proxy's own name", "cloud.example.com", "127.0.0.1", undefined, true],
    ["a proxy on this machine that says so", "localhost:4566", "127.0.0.1", "https", true],
    ["a proxy elsewhere that says so", "localhost:4566", "192.168.1.9", "https", false],
    ["nobody", "localhost:4566", "127.0.0.1", undefined, false],
    ["a proxy that was spoken to in clear", "localhost:4566", "127.0.0.1", "http", false],
  ])("%s", (_who, host, sourceIp, proto, secure) => {
    const headers = { host, ...(proto === undefined ? {} : { "x-forwarded-proto": proto }) };
    expect(securityOf({ headers, sourceIp }, "https://cloud.example.com").secure).toBe(secure);
    expect(securityOf({ headers, sourceIp }, undefined).secure).toBe(secure && proto === "https");
    expect(securityOf({ headers, sourceIp }, "http://cloud.example.com").secure).toBe(
      secure && proto === "https",
    );
  });
});
