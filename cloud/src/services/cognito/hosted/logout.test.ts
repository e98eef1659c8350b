import { describe, expect, test } from "vitest";
import { Browser, locationOf, setCookies } from "./testing/browser.ts";
import { authorizationQuery, authorize, signIn } from "./testing/journeys.ts";
import { createWorld, type World } from "./testing/world.ts";

const BYE = "http://localhost:3000/bye";

async function signedIn(world: World): Promise<Browser> {
  await world.addUser();
  const browser = new Browser(world.hosted);
  await signIn(world, { browser });
  return browser;
}

const hasSession = async (world: World, browser: Browser) =>
  locationOf(await authorize(world, {}, browser)).includes("code=");

describe("GET /logout", () => {
  test("OAU-60 with a registered logout_uri ends the session and goes there", async () => {
    const world = createWorld();
    const browser = await signedIn(world);
    expect(await hasSession(world, browser)).toBe(true);
    const query = new URLSearchParams({ client_id: world.client.id, logout_uri: BYE });
    const response = await browser.open(`/logout?${query}`);
    expect(response.status).toBe(302);
    expect(locationOf(response)).toBe(BYE);
    expect(setCookies(response)).toContain("cognito=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    expect(await hasSession(world, browser)).toBe(false);
  });

  test("OAU-60 logout_uri wins over redirect_uri", async () => {
    const world = createWorld();
    const browser = await signedIn(world);
    const response = await browser.open(
      `/logout?${authorizationQuery(world)}&logout_uri=${encodeURIComponent(BYE)}`,
    );
    expect(locationOf(response)).toBe(BYE);
  });

  test("OAU-61 with redirect_uri and response_type goes to the sign-in page", async () => {
    const world = createWorld();
    const browser = await signedIn(world);
    const query = authorizationQuery(world);
    expect(locationOf(await browser.open(`/logout?${query}`))).toBe(`/login?${query}`);
    expect(await hasSession(world, browser)).toBe(false);
  });

  const ABSENT = "/error?error=Required+String+parameter+%27redirect_uri%27+is+not+present";
  test.each([
    ["OAU-60 unregistered logout_uri", { logout_uri: "https://evil.example/" }, ABSENT],
    ["OAU-60 logout_uri with a trailing slash", { logout_uri: `${BYE}/` }, ABSENT],
    ["OAU-60 a callback is no logout_uri", { logout_uri: "http://localhost:3000/" }, ABSENT],
    ["OAU-60 nothing to go to", {}, ABSENT],
    [
      "OAU-61 unregistered redirect_uri",
      { redirect_uri: "https://evil.example/", response_type: "code" },
      "/error?error=redirect_mismatch&client_id=1h57kf5cpq17m0eml12example",
    ],
    ["OAU-62 unknown client", { client_id: "nobody", logout_uri: BYE }, "/error?error=Client+does+not+exist"],
    [
      "OAU-62 no client",
      { client_id: "", logout_uri: BYE },
      "/error?error=Required+String+parameter+%27client_id%27+is+not+present",
    ],
  ])("%s goes to the error page and ends nothing", async (_title, parameters, expected) => {
    const world = createWorld();
    const browser = await signedIn(world);
    const query = new URLSearchParams({ client_id: world.client.id, ...parameters });
    const response = await browser.open(`/logout?${query}`);
    expect(locationOf(response)).toBe(expected);
    expect(await hasSession(world, browser)).toBe(true);
  });

  test("OAU-52 a copy of the cookie is worthless after sign-out", async () => {
    const world = createWorld();
    const browser = await signedIn(world);
    const thief = new Browser(world.hosted);
    thief.cookies.set("cognito", browser.cookies.get("cognito") ?? "");
    expect(await hasSession(world, thief)).toBe(true);
    await browser.open(`/logout?${new URLSearchParams({ client_id: world.client.id, logout_uri: BYE })}`);
    expect(await hasSession(world, thief)).toBe(false);
  });
});

describe("browser session", () => {
  test("OAU-51 lasts one hour from the sign-in and is not extended by use", async () => {
    const world = createWorld();
    const browser = await signedIn(world);
    world.clock.advanceSeconds(3_599);
    expect(await hasSession(world, browser)).toBe(true);
    world.clock.advanceSeconds(1);
    expect(await hasSession(world, browser)).toBe(false);
  });

  test("OAU-50 a changed, foreign or empty cookie is no session", async () => {
    const world = createWorld();
    const browser = await signedIn(world);
    const genuine = browser.cookies.get("cognito") ?? "";
    for (const forged of [`${genuine.slice(0, -3)}AAA`, genuine.slice(1), "x", "", "e30.e30.e30"]) {
      browser.cookies.set("cognito", forged);
      expect(await hasSession(world, browser)).toBe(false);
    }
    browser.cookies.set("cognito", genuine);
    expect(await hasSession(world, browser)).toBe(true);
  });

  test("OAU-50 a session of another pool is none here", async () => {
    const world = createWorld();
    const browser = await signedIn(world);
    world.stores.pools.insert({ ...world.pool, id: "eu-west-1_Another01" });
    const client = { ...world.client, id: "foreign", userPoolId: "eu-west-1_Another01" };
    world.stores.clients.insert(client);
    world.stores.domains.insert({
      domain: "other",
      userPoolId: "eu-west-1_Another01",
      managedLoginVersion: 1,
      createdAt: 1,
    });
    const elsewhere = new Browser(world.hosted, { domainPrefix: "other", basePath: "" });
    elsewhere.cookies.set("cognito", browser.cookies.get("cognito") ?? "");
    const query = authorizationQuery(world, { client_id: "foreign" });
    expect(locationOf(await elsewhere.open(`/oauth2/authorize?${query}`))).toMatch(/^\/login/);
  });

  test("OAU-53 ends when the user is disabled, signed out everywhere or removed", async () => {
    const world = createWorld();
    const user = await world.addUser();
    const browser = new Browser(world.hosted);
    await signIn(world, { browser });
    const live = () => world.stores.users.findBySub(world.pool.id, user.sub) ?? user;
    world.stores.users.replace(world.pool, { ...live(), enabled: false });
    expect(await hasSession(world, browser)).toBe(false);
    world.stores.users.replace(world.pool, { ...live(), enabled: true });
    expect(await hasSession(world, browser)).toBe(true);
    world.clock.advanceSeconds(1);
    world.tokens.signOutEverywhere(world.pool, live());
    expect(await hasSession(world, browser)).toBe(false);
    await signIn(world, { browser, changes: { prompt: "login" } });
    world.stores.users.remove(world.pool.id, user.sub);
    expect(await hasSession(world, browser)).toBe(false);
  });

  test("OAU-55 cookies are HttpOnly and SameSite, Secure over TLS, and stay under the base path", async () => {
    const world = createWorld();
    await world.addUser();
    const site = { domainPrefix: "home-123456789012", basePath: "/_aws/cognito-auth/home-123456789012" };
    const browser = new Browser(world.hosted, { ...site, secure: true });
    const page = `${site.basePath}/login?${authorizationQuery(world)}`;
    await browser.open(page);
    const response = await browser.submit(page, { username: "ann@example.com", password: "Correct-Horse-7" });
    expect(response.headers["Strict-Transport-Security"]).toBe("max-age=31536000 ; includeSubDomains");
    for (const cookie of setCookies(response)) {
      expect(cookie).toContain(`; Path=${site.basePath}; `);
      expect(cookie).toMatch(/; Secure; HttpOnly; SameSite=Lax$/);
    }
    expect(setCookies(response).map((cookie) => cookie.split("=")[0])).toEqual([
      "XSRF-TOKEN",
      "cognito",
      "cognito-progress",
    ]);
    expect(setCookies(response)[1]).toContain("Max-Age=3600");
  });
});
