import { describe, expect, test } from "vitest";
import { Browser, locationOf, setCookies } from "./testing/browser.ts";
import { authorizationQuery, authorize, claimsOf, exchangeCode, signIn } from "./testing/journeys.ts";
import { CALLBACK, createWorld } from "./testing/world.ts";

const BACK = "http://localhost:3000/?";

describe("GET /oauth2/authorize", () => {
  test("OAU-0 sends a browser without a session to the sign-in page with the same query", async () => {
    const world = createWorld();
    const response = await authorize(world);
    expect(response.status).toBe(302);
    expect(locationOf(response)).toBe(`/login?${authorizationQuery(world)}`);
    expect(setCookies(response).join()).toMatch(
      /^XSRF-TOKEN=[0-9a-f-]{36}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test.each([
    ["OAU-1 unknown client", { client_id: "nobody" }, "/error?error=Client+does+not+exist"],
    ["OAU-1 __proto__ as client", { client_id: "__proto__" }, "/error?error=Client+does+not+exist"],
    ["OAU-1 missing client", { client_id: undefined }, "/error?error=Client+does+not+exist"],
    ["OAU-3 unregistered address", { redirect_uri: "https://evil.example/" }, "redirect_mismatch"],
    ["OAU-3 another port", { redirect_uri: "http://localhost:3001/" }, "redirect_mismatch"],
    ["OAU-3 no trailing slash", { redirect_uri: "http://localhost:3000" }, "redirect_mismatch"],
    ["OAU-3 further path", { redirect_uri: `${CALLBACK}more` }, "redirect_mismatch"],
    ["OAU-3 other query", { redirect_uri: "https://app.example.com/cb?tenant=2" }, "redirect_mismatch"],
    ["OAU-3 letter case", { redirect_uri: "HTTP://localhost:3000/" }, "redirect_mismatch"],
    ["OAU-3 missing address", { redirect_uri: undefined }, "Required+String+parameter+%27redirect_uri%27"],
    ["OAU-10 other provider", { identity_provider: "Google" }, "Login+option+is+not+available"],
    ["OAU-10 other provider by identifier", { idp_identifier: "corp" }, "Login+option+is+not+available"],
  ])("%s is shown on the error page, never sent to an app", async (_title, changes, expected) => {
    const response = await authorize(createWorld(), changes);
    expect(response.status).toBe(302);
    expect(locationOf(response)).toMatch(/^\/error\?/);
    expect(locationOf(response)).toContain(expected);
  });

  test("OAU-1 a client of another pool does not exist here", async () => {
    const world = createWorld();
    world.stores.pools.insert({ ...world.pool, id: "eu-west-1_Another01" });
    const foreign = { ...world.client, id: "foreign", userPoolId: "eu-west-1_Another01" };
    world.stores.clients.insert(foreign);
    const response = await authorize(world, { client_id: "foreign" });
    expect(locationOf(response)).toBe("/error?error=Client+does+not+exist");
  });

  test.each(["client_id", "redirect_uri"])("OAU-2 %s given twice is not chosen from", async (name) => {
    const world = createWorld();
    const query = `${authorizationQuery(world)}&${name}=other`;
    const response = await new Browser(world.hosted).open(`/oauth2/authorize?${query}`);
    expect(locationOf(response)).toBe("/error?error=invalid_request");
  });

  test("OAU-3 names the client in a mismatch", async () => {
    const world = createWorld();
    const response = await authorize(world, { redirect_uri: "https://evil.example/" });
    expect(locationOf(response)).toBe(`/error?error=redirect_mismatch&client_id=${world.client.id}`);
  });

  test("OAU-3 a client that is not enabled for OAuth has no address", async () => {
    const response = await authorize(createWorld({ client: { oauthEnabled: false } }));
    expect(locationOf(response)).toContain("redirect_mismatch");
  });

  test.each(["http://app.example.com/", "http://localhost.evil.example/", "https://app.example.com/#part"])(
    "OAU-4 %s gets no code even when it is stored",
    async (redirectUri) => {
      const world = createWorld({ client: { callbackUrls: [redirectUri] } });
      const response = await authorize(world, { redirect_uri: redirectUri });
      expect(locationOf(response)).toContain("redirect_mismatch");
    },
  );

  test.each(["http://127.0.0.1:9/x", "http://[::1]:9/x", "myapp://callback", "https://app.example.com/"])(
    "OAU-4 %s is taken when it is registered",
    async (redirectUri) => {
      const world = createWorld({ client: { callbackUrls: [redirectUri] } });
      expect(locationOf(await authorize(world, { redirect_uri: redirectUri }))).toMatch(/^\/login\?/);
    },
  );

  test("OAU-5 a parameter given twice goes back to the app", async () => {
    const world = createWorld();
    const query = `${authorizationQuery(world, { state: undefined })}&scope=openid&scope=email`;
    const response = await new Browser(world.hosted).open(`/oauth2/authorize?${query}`);
    expect(locationOf(response)).toBe(`${BACK}error=invalid_request`);
  });

  test.each([
    ["OAU-6 missing response type", { response_type: undefined }, "error=invalid_request"],
    ["OAU-6 unknown response type", { response_type: "id_token" }, "error=invalid_request"],
    [
      "OAU-6 flow not enabled",
      { response_type: "token" },
      "error_description=unauthorized_client&error=invalid_request",
    ],
    [
      "OAU-7 scope not allowed",
      { scope: "openid phone" },
      "error_description=invalid_scope&error=invalid_request",
    ],
    ["OAU-7 unknown scope", { scope: "everything" }, "error_description=invalid_scope&error=invalid_request"],
    ["OAU-8 plain challenge", { code_challenge_method: "plain" }, "error=invalid_request"],
    ["OAU-8 challenge without method", { code_challenge_method: undefined }, "error=invalid_request"],
    ["OAU-8 method without challenge", { code_challenge: undefined }, "error=invalid_request"],
    ["OAU-8 short challenge", { code_challenge: "abc" }, "error=invalid_request"],
    [
      "OAU-9 unknown prompt",
      { prompt: "consent" },
      "error_description=prompt+consent+is+not+supported+by+Portcullis&error=invalid_request",
    ],
    ["OAU-12 prompt=none without a session", { prompt: "none" }, "error=login_required"],
  ])("%s goes back to the app", async (_title, changes, expected) => {
    const response = await authorize(createWorld(), { state: undefined, ...changes });
    expect(response.status).toBe(302);
    expect(locationOf(response)).toBe(`${BACK}${expected}`);
  });

  test("OAU-13 a refusal carries the state and keeps the app's own query", async () => {
    const response = await authorize(createWorld(), {
      redirect_uri: "https://app.example.com/cb?tenant=1",
      scope: "everything",
    });
    const url = new URL(locationOf(response));
    expect(url.searchParams.get("tenant")).toBe("1");
    expect(url.searchParams.get("state")).toBe("st/at+e=");
    expect(url.searchParams.get("error")).toBe("invalid_request");
  });

  test("OAU-6 the implicit flow answers tokens in the fragment, and no refresh token", async () => {
    const world = createWorld({ client: { oauthFlows: ["implicit"] } });
    await world.addUser();
    const response = await signIn(world, { changes: { response_type: "token", nonce: "n-1" } });
    const [address, fragment = ""] = locationOf(response).split("#");
    const answer = new URLSearchParams(fragment);
    expect(address).toBe(CALLBACK);
    expect([...answer.keys()]).toEqual(["id_token", "access_token", "token_type", "expires_in", "state"]);
    expect(answer.get("state")).toBe("st/at+e=");
    expect(claimsOf(answer.get("id_token"))).toMatchObject({ nonce: "n-1", aud: world.client.id });
  });

  test("OAU-6 the implicit flow without openid answers no ID token", async () => {
    const world = createWorld({ client: { oauthFlows: ["implicit"] } });
    await world.addUser();
    const response = await signIn(world, { changes: { response_type: "token", scope: "email" } });
    expect(locationOf(response)).not.toContain("id_token");
  });

  test("OAU-7 grants what was asked for, or everything the client may have", async () => {
    const world = createWorld();
    await world.addUser();
    const scopeOf = async (scope: string | undefined) => {
      const response = await signIn(world, { changes: { scope } });
      const code = new URL(locationOf(response)).searchParams.get("code") ?? "";
      const { document } = await exchangeCode(world, code);
      return String(claimsOf(document["access_token"])["scope"]).split(" ").sort();
    };
    expect(await scopeOf("openid")).toEqual(["openid"]);
    expect(await scopeOf(undefined)).toEqual(["email", "openid", "profile"]);
  });

  test("OAU-10 COGNITO is a provider only where the client lists it", async () => {
    expect(locationOf(await authorize(createWorld(), { identity_provider: "COGNITO" }))).toMatch(/^\/login/);
    const without = createWorld({ client: { identityProviders: [] } });
    expect(locationOf(await authorize(without))).toContain("Login+option+is+not+available");
  });

  test("OAU-11 a session gives a code without a page; prompt=login asks again", async () => {
    const world = createWorld();
    await world.addUser();
    const browser = new Browser(world.hosted);
    await signIn(world, { browser });
    const again = new URL(locationOf(await authorize(world, {}, browser)));
    expect(`${again.origin}${again.pathname}`).toBe(CALLBACK);
    expect([...again.searchParams.keys()]).toEqual(["code", "state"]);
    expect(again.searchParams.get("state")).toBe("st/at+e=");
    expect(locationOf(await authorize(world, { prompt: "none" }, browser))).toContain("code=");
    expect(locationOf(await authorize(world, { prompt: "login" }, browser))).toMatch(/^\/login\?/);
  });

  test("POST is not taken", async () => {
    const world = createWorld();
    const response = await new Browser(world.hosted).submit(
      `/oauth2/authorize?${authorizationQuery(world)}`,
      {},
    );
    expect(response.status).toBe(405);
  });
});
