import { Secret, TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import type { HttpResponse } from "../../../wire/http.ts";
import { Browser, bodyOf, locationOf, setCookies } from "./testing/browser.ts";
import { authorizationQuery, signIn } from "./testing/journeys.ts";
import { createWorld, PASSWORD, type World } from "./testing/world.ts";

const WRONG = "Incorrect username or password.";

async function loginPage(world: World, changes = {}) {
  const browser = new Browser(world.hosted);
  const address = `/login?${authorizationQuery(world, changes)}`;
  const page = await browser.open(address);
  return { browser, address, page };
}

function codeAt(world: World, secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.clock.now() });
}

function secretOf(page: HttpResponse): string {
  return /data-copy="([A-Z2-7]+)"/.exec(bodyOf(page))?.[1] ?? "";
}

describe("/login", () => {
  test("shows a labelled form that posts back to itself, without anything from elsewhere", async () => {
    const { page } = await loginPage(createWorld());
    const document = bodyOf(page);
    expect(page.status).toBe(200);
    expect(page.headers["Content-Security-Policy"]).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(page.headers["Referrer-Policy"]).toBe("same-origin");
    expect(document).toMatch(/^<!doctype html><html lang="en">/);
    expect(document).toContain('autocomplete="username"');
    expect(document).toContain('autocomplete="current-password"');
    expect(document).not.toMatch(/(src|href|action)="(https?:)?\/\//);
    expect(document).not.toMatch(/ style="| on[a-z]+="/);
    expect(document).not.toContain("/signup");
  });

  test("offers sign-up only where people may sign up themselves", async () => {
    const open = createWorld({ pool: { adminCreateUserOnly: false } });
    expect(bodyOf((await loginPage(open)).page)).toContain("/signup?");
  });

  test("OAU-76 what came from outside is text, never markup", async () => {
    const attack = `"><script>alert(1)</script>`;
    const world = createWorld({ client: { name: attack }, pool: { name: attack } });
    const { browser, address } = await loginPage(world, { login_hint: attack, state: attack });
    const failed = await browser.submit(address, { username: attack, password: "x" });
    for (const page of [await browser.open(address), failed, await browser.open(`/error?error=${attack}`)]) {
      expect(bodyOf(page)).not.toContain("<script>");
    }
  });

  test("signs in: session cookie, code and state", async () => {
    const world = createWorld();
    await world.addUser();
    const response = await signIn(world);
    expect(response.status).toBe(302);
    expect(locationOf(response)).toMatch(
      /^http:\/\/localhost:3000\/\?code=[0-9a-f-]{36}&state=st%2Fat%2Be%3D$/,
    );
    expect(setCookies(response).join()).toMatch(
      /cognito=[\w-]+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax/,
    );
  });

  test.each([
    ["a wrong password", "ann@example.com", "wrong"],
    ["an unknown user", "nobody@example.com", PASSWORD],
    ["no user name", "", PASSWORD],
    ["no password", "ann@example.com", ""],
    ["a huge password", "ann@example.com", "x".repeat(10_000)],
  ])("OAU-71 %s is the same answer, and the user name is kept", async (_title, username, password) => {
    const world = createWorld();
    await world.addUser();
    const { browser, address } = await loginPage(world);
    const response = await browser.submit(address, { username, password });
    expect(response.status).toBe(200);
    expect(bodyOf(response)).toContain(WRONG);
    expect(bodyOf(response)).toContain(`value="${username}"`);
    expect(bodyOf(response)).toContain('aria-describedby="form-error"');
    expect(bodyOf(response)).not.toContain(password === "" ? "\0" : password);
    expect(browser.cookies.has("cognito")).toBe(false);
  });

  test("a disabled user learns nothing without the password", async () => {
    const world = createWorld();
    await world.addUser({ enabled: false });
    const { browser, address } = await loginPage(world);
    const response = await browser.submit(address, { username: "ann@example.com", password: "wrong" });
    expect(bodyOf(response)).toContain(WRONG);
  });

  test("OAU-70 a form without the token, with another one, or from elsewhere is not acted on", async () => {
    const world = createWorld();
    await world.addUser();
    const { browser, address } = await loginPage(world);
    const fields = { username: "ann@example.com", password: PASSWORD };
    const otherToken = "00000000-0000-4000-8000-000000000000";
    const refused = [
      await browser.submit(address, { ...fields, _csrf: "" }),
      await browser.submit(address, { ...fields, _csrf: otherToken }),
      await browser.submit(address, fields, { "sec-fetch-site": "cross-site" }),
      await new Browser(world.hosted).submit(address, { ...fields, _csrf: otherToken }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(browser.cookies.has("cognito")).toBe(false);
    const accepted = await browser.submit(address, fields, { "sec-fetch-site": "same-origin" });
    expect(locationOf(accepted)).toContain("code=");
  });

  test.each(["/login", "/mfa", "/forgotPassword", "/changePassword", "/signup"])(
    "OAU-3 %s checks the request like /oauth2/authorize",
    async (path) => {
      const world = createWorld();
      const browser = new Browser(world.hosted);
      const unknown = await browser.open(`${path}?client_id=nobody`);
      expect(locationOf(unknown)).toBe("/error?error=Client+does+not+exist");
      const query = authorizationQuery(world, { redirect_uri: "https://evil.example/" });
      expect(locationOf(await browser.submit(`${path}?${query}`, {}))).toContain("redirect_mismatch");
    },
  );

  test("OAU-72 managed login has no pages without a branding", async () => {
    const bare = await loginPage(createWorld({ managedLoginVersion: 2 }));
    expect(bare.page.status).toBe(403);
    expect(bodyOf(bare.page)).toContain("Login pages unavailable. Please contact an administrator.");
    const branded = await loginPage(createWorld({ managedLoginVersion: 2, isBranded: () => true }));
    expect(branded.page.status).toBe(200);
  });

  test("a pre-authentication trigger's text is shown", async () => {
    const arn = "arn:aws:lambda:eu-west-1:123456789012:function:pre";
    const world = createWorld({ pool: { lambdaTriggers: { preAuthentication: arn } } });
    await world.addUser();
    world.functions.set(arn, () => ({
      kind: "function-error",
      payload: Buffer.from('{"errorMessage":"not today"}'),
    }));
    expect(bodyOf(await signIn(world))).toContain("PreAuthentication failed with error not today.");
  });
});

describe("/changePassword", () => {
  async function invited(options: Parameters<typeof createWorld>[0] = {}) {
    const world = createWorld(options);
    await world.addUser({ status: "FORCE_CHANGE_PASSWORD" });
    const browser = new Browser(world.hosted);
    const response = await signIn(world, { browser });
    return { world, browser, address: locationOf(response) };
  }

  test("asks an invited person for a password by the pool's rules, then goes on", async () => {
    const { world, browser, address } = await invited();
    expect(address).toBe(`/changePassword?${authorizationQuery(world)}`);
    const page = bodyOf(await browser.open(address));
    expect(page).toContain("At least 8 characters");
    expect(page).toContain('autocomplete="new-password"');
    const refused = await browser.submit(address, { password: "short" });
    expect(bodyOf(refused)).toContain("Password does not conform to policy: Password not long enough");
    const accepted = await browser.submit(address, { password: "Brand-New-Pass-1" });
    expect(locationOf(accepted)).toContain("code=");
    expect(browser.cookies.has("cognito-progress")).toBe(false);
    expect(locationOf(await signIn(world, { password: "Brand-New-Pass-1" }))).toContain("code=");
  });

  test("OAU-54 without progress, or with that of another client, it begins again", async () => {
    const { world, browser, address } = await invited();
    const stranger = new Browser(world.hosted);
    expect(locationOf(await stranger.open(address))).toMatch(/^\/login\?/);
    world.stores.clients.insert({ ...world.client, id: "other" });
    const elsewhere = address.replace(world.client.id, "other");
    const posted = await browser.submit(elsewhere, { password: "Brand-New-Pass-1" });
    expect(locationOf(posted)).toMatch(/^\/login\?/);
  });

  test("OAU-54 progress ends with the challenge session", async () => {
    const { world, browser, address } = await invited();
    world.clock.advanceSeconds(181);
    const posted = await browser.submit(address, { password: "Brand-New-Pass-1" });
    expect(locationOf(posted)).toMatch(/^\/login\?/);
    const again = await browser.open(locationOf(posted));
    expect(bodyOf(again)).toContain("That took too long. Please sign in again.");
    expect(bodyOf(await browser.open(locationOf(posted)))).not.toContain("That took too long");
  });

  test("the cookie between two steps holds no password", async () => {
    const { world, browser } = await invited();
    const sealed = Buffer.from(browser.cookies.get("cognito-progress") ?? "", "base64url");
    const plain = world.deps.sealer.open(sealed, `sign-in-progress/${world.pool.id}/${world.client.id}`);
    expect(plain?.toString()).toContain("new-password");
    expect(plain?.toString()).not.toContain(PASSWORD);
  });
});

describe("/mfa", () => {
  const MFA = { pool: { mfa: "ON", softwareTokenMfa: true, name: "Home API" } } as const;

  test("/mfa/setup enrols by QR code or key; wrong codes keep the same key", async () => {
    const world = createWorld(MFA);
    await world.addUser();
    const browser = new Browser(world.hosted);
    const address = locationOf(await signIn(world, { browser }));
    expect(address).toMatch(/^\/mfa\/setup\?/);
    const page = await browser.open(address);
    const secret = secretOf(page);
    expect(bodyOf(page)).toContain('aria-label="QR code for your authenticator app"');
    expect(bodyOf(page)).toMatch(/href="otpauth:\/\/totp\/Home%20API:ann%40.+secret=[A-Z2-7]{32,}&amp;/);
    const wrong = await browser.submit(address, { code: "000000" });
    expect(bodyOf(wrong)).toContain("That code is not right.");
    expect(secretOf(wrong)).toBe(secret);
    const code = codeAt(world, secret);
    const right = await browser.submit(address, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(locationOf(right)).toContain("code=");
  });

  test("/mfa takes the right code once, refuses wrong ones and keeps asking", async () => {
    const world = createWorld(MFA);
    await world.addUser();
    const enrolling = new Browser(world.hosted);
    const setup = locationOf(await signIn(world, { browser: enrolling }));
    const secret = secretOf(await enrolling.open(setup));
    await enrolling.submit(setup, { code: codeAt(world, secret) });

    const browser = new Browser(world.hosted);
    const address = locationOf(await signIn(world, { browser }));
    expect(address).toMatch(/^\/mfa\?/);
    expect(bodyOf(await browser.open(address))).toContain('autocomplete="one-time-code"');
    const reused = await browser.submit(address, { code: codeAt(world, secret) });
    expect(bodyOf(reused)).toContain("That code was used already. Wait for the next one.");
    const wrong = await browser.submit(address, { code: "12345" });
    expect(bodyOf(wrong)).toContain("That code is not right.");
    expect(browser.cookies.has("cognito")).toBe(false);
    world.clock.advanceSeconds(30);
    const right = await browser.submit(address, { code: codeAt(world, secret) });
    expect(locationOf(right)).toContain("code=");
    expect(browser.cookies.has("cognito")).toBe(true);
  });

  test("no session comes of a password alone", async () => {
    const world = createWorld(MFA);
    await world.addUser();
    const browser = new Browser(world.hosted);
    await signIn(world, { browser });
    const response = await browser.open(`/oauth2/authorize?${authorizationQuery(world)}`);
    expect(locationOf(response)).toMatch(/^\/login\?/);
  });
});

describe("/forgotPassword", () => {
  async function ask(world: World, username: string) {
    const browser = new Browser(world.hosted);
    const address = `/forgotPassword?${authorizationQuery(world)}`;
    await browser.open(address);
    const response = await browser.submit(address, { username });
    return { browser, response, page: await browser.open(locationOf(response)) };
  }

  test("OAU-73 known and unknown users get the same pages", async () => {
    const world = createWorld();
    const known = await ask(world, "ann@example.com");
    const unknown = await ask(world, "nobody@example.com");
    expect(world.recovery.requests).toEqual(["ann@example.com", "nobody@example.com"]);
    expect(locationOf(known.response)).toBe(`/confirmForgotPassword?${authorizationQuery(world)}`);
    expect(locationOf(unknown.response)).toBe(locationOf(known.response));
    const plain = (page: HttpResponse) =>
      bodyOf(page)
        .replaceAll(/nobody|ann/g, "x")
        .replaceAll(/[0-9a-f-]{36}/g, "");
    expect(plain(unknown.page)).toBe(plain(known.page));
  });

  test("OAU-73 the answer does not wait for the mail", async () => {
    const world = createWorld();
    world.recovery.request = () => new Promise(() => undefined);
    expect((await ask(world, "ann@example.com")).response.status).toBe(302);
  });

  test("/confirmForgotPassword takes the code and says so on the sign-in page", async () => {
    const world = createWorld();
    const { browser, response } = await ask(world, "ann@example.com");
    const address = locationOf(response);
    const wrong = await browser.submit(address, { code: "999999", password: "Brand-New-Pass-1" });
    expect(bodyOf(wrong)).toContain("Invalid verification code provided, please try again.");
    const right = await browser.submit(address, { code: "123 456", password: "Brand-New-Pass-1" });
    expect(world.recovery.confirmed).toEqual([{ login: "ann@example.com", password: "Brand-New-Pass-1" }]);
    const page = await browser.open(locationOf(right));
    expect(bodyOf(page)).toContain("Your password is changed. Sign in with the new one.");
    expect(bodyOf(page)).toContain('value="ann@example.com"');
  });

  test("OAU-54 a reset that was left lying begins again", async () => {
    const world = createWorld();
    const { browser, response } = await ask(world, "ann@example.com");
    world.clock.advanceSeconds(900);
    const answer = await browser.submit(locationOf(response), {
      code: "123456",
      password: "Brand-New-Pass-1",
    });
    expect(locationOf(answer)).toMatch(/^\/forgotPassword\?/);
    expect(world.recovery.confirmed).toEqual([]);
  });

  test("OAU-74 a code for nobody is refused like one that was never sent", async () => {
    const world = createWorld();
    const { browser, response } = await ask(world, "nobody@example.com");
    const answer = await browser.submit(locationOf(response), {
      code: "123456",
      password: "Brand-New-Pass-1",
    });
    expect(bodyOf(answer)).toContain("Invalid code provided, please request a code again.");
  });

  test("/confirmForgotPassword alone goes to the beginning", async () => {
    const world = createWorld();
    const response = await new Browser(world.hosted).open(
      `/confirmForgotPassword?${authorizationQuery(world)}`,
    );
    expect(locationOf(response)).toMatch(/^\/forgotPassword\?/);
  });

  test("a password that an administrator reset leads there from the sign-in", async () => {
    const world = createWorld();
    await world.addUser({ status: "RESET_REQUIRED" });
    const browser = new Browser(world.hosted);
    const response = await signIn(world, { browser });
    expect(locationOf(response)).toMatch(/^\/confirmForgotPassword\?/);
    expect(bodyOf(await browser.open(locationOf(response)))).toContain("reset by an administrator");
  });
});

describe("other pages", () => {
  test("/error is status 400 and OAU-75 shows only texts of its own", async () => {
    const browser = new Browser(createWorld().hosted);
    const known = await browser.open("/error?error=redirect_mismatch&client_id=x");
    expect(known.status).toBe(400);
    expect(bodyOf(known)).toContain("An error was encountered with the requested page.");
    expect(bodyOf(known)).toContain("redirect_mismatch");
    expect(bodyOf(await browser.open("/error?error=Call+555+0100+now"))).not.toContain("555");
  });

  test("/signup says that it is not available", async () => {
    const closed = createWorld();
    const query = authorizationQuery(closed);
    const refused = await new Browser(closed.hosted).open(`/signup?${query}`);
    expect(refused.status).toBe(403);
    expect(bodyOf(refused)).toContain("SignUp is not permitted for this user pool");
    const open = createWorld({ pool: { adminCreateUserOnly: false } });
    const unsupported = await new Browser(open.hosted).open(`/signup?${query}`);
    expect(unsupported.status).toBe(501);
    expect(bodyOf(unsupported)).toContain("not supported by Portcullis");
  });

  test("an unknown domain and an unknown path are 404", async () => {
    const world = createWorld();
    const nowhere = await new Browser(world.hosted, { domainPrefix: "nobody", basePath: "" }).open(
      "/login?x=1",
    );
    expect(nowhere.status).toBe(404);
    expect(bodyOf(nowhere)).toContain("There is no sign-in domain “nobody” here.");
    expect((await new Browser(world.hosted).open("/__proto__")).status).toBe(404);
  });

  test("under a base path every address stays under it", async () => {
    const world = createWorld();
    await world.addUser();
    const basePath = "/_aws/cognito-auth/home-123456789012";
    const browser = new Browser(world.hosted, { domainPrefix: "home-123456789012", basePath });
    const start = await browser.open(`${basePath}/oauth2/authorize?${authorizationQuery(world)}`);
    expect(locationOf(start)).toMatch(new RegExp(`^${basePath}/login\\?`));
    const page = bodyOf(await browser.open(locationOf(start)));
    const addresses = [...page.matchAll(/(?:src|href|action)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) expect(address).toMatch(new RegExp(`^${basePath}/`));
    const style = addresses.find((address) => address?.endsWith(".css")) ?? "";
    const asset = await browser.open(style);
    expect(asset.headers["Content-Type"]).toBe("text/css;charset=UTF-8");
    expect(asset.headers["Cache-Control"]).toContain("immutable");
    const failed = await browser.open(`${basePath}/login?client_id=x`);
    expect(locationOf(failed)).toBe(`${basePath}/error?error=Client+does+not+exist`);
  });

  test("a failure of ours is server_error: JSON for scripts, the error page for people", async () => {
    const world = createWorld();
    world.deps.signIn.withPassword = () => Promise.reject(new Error("disk full"));
    const failed = await signIn(world);
    expect(locationOf(failed)).toBe("/error?error=server_error");
    world.deps.tokens.refresh = () => Promise.reject(new Error("disk full"));
    const response = await new Browser(world.hosted).open("/oauth2/token", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: `grant_type=refresh_token&refresh_token=x&client_id=${world.client.id}`,
    });
    expect(response.status).toBe(500);
    expect(bodyOf(response)).toBe('{"error":"server_error"}');
  });
});
