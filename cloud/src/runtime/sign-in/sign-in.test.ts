import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { systemRandomness } from "../../core/randomness.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { createSignInPages } from "./index.ts";
import { type BegunSignIn, createBegunSignIns } from "./own-sign-ins.ts";
import type { TokenSet } from "./redeem.ts";
import { createTickets } from "./tickets.ts";

const CLIENT = "1clientofthehome";
const APP = { domainPrefix: "home", clientName: "web & phone", poolName: "home", clientSecret: undefined };
const HOST = "portcullis.localhost:4566";
const CHROME = "Mozilla/5.0 Chrome/140.0 Safari/537.36";

function jwt(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
}

const TOKENS: TokenSet = {
  access_token: jwt({
    username: "0000",
    scope: "openid orders/read",
    exp: 1_800_000_000,
    "cognito:groups": ["Admins"],
  }),
  id_token: jwt({ email: "ann<b>@example.com", exp: 1_800_000_000 }),
  expires_in: 3600,
};

function world(redeemed: TokenSet | string = TOKENS) {
  const clock = new ManualClock();
  const begun = createBegunSignIns({ clock, randomness: systemRandomness });
  const exchanged: BegunSignIn[] = [];
  const pages = createSignInPages({
    port: 4566,
    endpoints: { authDomain: (prefix) => `http://localhost:4566/_aws/cognito-auth/${prefix}` },
    begun,
    tickets: createTickets({ randomness: systemRandomness }),
    redeem: async (one) => {
      exchanged.push(one);
      return redeemed;
    },
    people: { displayName: () => "Ann", isGone: () => false, groups: () => [], hasEmail: () => false },
    startedWith: { state: "it's" },
    appOf: (clientId) => (clientId === CLIENT ? APP : undefined),
  });
  const ask = async (address: string, fields: Partial<HttpRequest> = {}): Promise<HttpResponse> => {
    const [path = "", query = ""] = address.split("?");
    const request: HttpRequest = {
      method: "GET",
      path,
      query,
      headers: { host: HOST },
      rawHeaders: [],
      stream: Readable.from([]),
      sourceIp: "127.0.0.1",
      requestId: "r",
      ...fields,
    };
    return (await pages.handle(request)) ?? { status: 404, headers: {} };
  };
  const begin = async (query = "", host = HOST) => {
    const response = await ask(`/_portcullis/sign-in/${CLIENT}${query}`, { headers: { host } });
    return new URL(String(response.headers["Location"]));
  };
  return { clock, begun, exchanged, ask, begin };
}

describe("OAU-82 signing in without an app", () => {
  test("a start leads to the domain's own host and back to the page, with PKCE", async () => {
    const { begin, begun } = world();
    const address = await begin();
    const { searchParams: query } = address;
    expect(address.origin + address.pathname).toBe("http://home.auth.localhost:4566/oauth2/authorize");
    expect(query.get("redirect_uri")).toBe(`http://${HOST}/_portcullis/signed-in`);
    const request = {
      clientId: CLIENT,
      redirectUri: query.get("redirect_uri") ?? "",
      state: query.get("state") ?? "",
      codeChallenge: query.get("code_challenge") ?? "",
    };
    expect(begun.began(request)).toBe(true);
    expect(begun.began({ ...request, clientId: "other" })).toBe(false);
    expect(begun.began({ ...request, redirectUri: "https://evil.example" })).toBe(false);
    expect(begun.began({ ...request, codeChallenge: "x" })).toBe(false);
    expect(begun.began({ ...request, codeChallenge: undefined })).toBe(false);
    expect(begun.began({ ...request, state: undefined })).toBe(false);
  });

  test("an app client that nobody signs in with begins nothing", async () => {
    const { ask } = world();
    expect((await ask("/_portcullis/sign-in/other")).status).toBe(404);
  });

  test("DOOR-14 a browser at localhost is taken to the pages' own host; a program stays", async () => {
    const { ask, begin } = world();
    const headers = { host: "localhost:4566", "sec-fetch-mode": "navigate", "user-agent": CHROME };
    const moved = await ask(`/_portcullis/sign-in/${CLIENT}?prompt=login`, { headers });
    expect(moved.headers["Location"]).toBe(`http://${HOST}/_portcullis/sign-in/${CLIENT}?prompt=login`);
    const stayed = await begin("", "localhost:4566");
    expect(stayed.href).toMatch(/^http:\/\/localhost:4566\/_aws\/cognito-auth\/home\/oauth2\/authorize\?/);
    expect(stayed.searchParams.get("redirect_uri")).toBe("http://localhost:4566/_portcullis/signed-in");
  });

  test("the page shows who signed in, groups, scopes, both tokens; escaped and in a sandbox", async () => {
    const { ask, begin, exchanged } = world();
    const state = (await begin()).searchParams.get("state");
    const page = await ask(`/_portcullis/signed-in?code=abc&state=${state}`);
    const body = String(page.body);
    expect(page.status).toBe(200);
    expect(body).toContain("<h1>ann&lt;b&gt;@example.com</h1>");
    expect(body).toContain("web &amp; phone");
    for (const word of ["Admins", "orders/read", "openid", "ID token", "Access token"]) {
      expect(body).toContain(word);
    }
    expect(body).toContain("npx portcullis token --browser --state &#39;it&#39;\\&#39;&#39;s&#39;<");
    expect(page.headers["Content-Security-Policy"]).toMatch(/^default-src 'none'; .*; sandbox$/);
    expect(page.headers["Cache-Control"]).toBe("no-store");
    expect(exchanged.map(({ state: one }) => one)).toEqual([state]);
  });

  test("a state is taken once, and for half an hour", async () => {
    const { ask, begin, clock, exchanged } = world();
    const finish = async (state: string | null) =>
      (await ask(`/_portcullis/signed-in?code=abc&state=${state}`)).status;
    const first = (await begin()).searchParams.get("state");
    expect([await finish(first), await finish(first), await finish("made-up")]).toEqual([200, 400, 400]);
    const late = (await begin()).searchParams.get("state");
    clock.advanceSeconds(1800);
    expect(await finish(late)).toBe(400);
    expect(exchanged).toHaveLength(1);
  });

  test("what the domain refused is said", async () => {
    const { ask, begin } = world();
    const state = (await begin()).searchParams.get("state");
    const page = await ask(
      `/_portcullis/signed-in?error=invalid_request&error_description=<i>&state=${state}`,
    );
    expect([page.status, String(page.body).includes("refused: &lt;i&gt;")]).toEqual([400, true]);
  });

  test("a terminal gets the tokens once, by its key alone", async () => {
    const { ask, begin } = world();
    const opened = await ask(`/_portcullis/sign-ins?client=${CLIENT}`, { method: "POST" });
    const { key, address } = JSON.parse(String(opened.body)) as { key: string; address: string };
    const ticket = new URL(address).searchParams.get("ticket");
    const outcome = async (with_: string, wait = 0) =>
      JSON.parse(String((await ask(`/_portcullis/sign-ins?key=${with_}&wait=${wait}`)).body));
    expect(address).toBe(`http://localhost:4566/_portcullis/sign-in/${CLIENT}?ticket=${ticket}`);
    expect(await outcome(key)).toEqual({ status: "pending" });
    const waiting = outcome(key, 60);
    const state = (await begin(`?ticket=${ticket}`)).searchParams.get("state");
    await ask(`/_portcullis/signed-in?code=abc&state=${state}`);
    expect(await waiting).toEqual({ status: "signed-in", tokens: TOKENS });
    expect(await outcome(key)).toMatchObject({ message: expect.stringContaining("does not wait") });
    expect(await outcome(ticket ?? "")).toMatchObject({ message: expect.any(String) });
    expect((await ask(`/_portcullis/sign-in/${CLIENT}?ticket=${ticket}`)).status).toBe(404);
  });

  test("a terminal is told of a refusal", async () => {
    const { ask, begin } = world("invalid_grant");
    const opened = await ask(`/_portcullis/sign-ins?client=${CLIENT}`, { method: "POST" });
    const { key, address } = JSON.parse(String(opened.body)) as { key: string; address: string };
    const state = (await begin(new URL(address).search)).searchParams.get("state");
    await ask(`/_portcullis/signed-in?code=abc&state=${state}`);
    const answer = await ask(`/_portcullis/sign-ins?key=${key}`);
    expect(JSON.parse(String(answer.body))).toEqual({ status: "failed", reason: "invalid_grant" });
  });

  test("nobody waits at an app client that is none", async () => {
    expect((await world().ask("/_portcullis/sign-ins?client=x", { method: "POST" })).status).toBe(404);
  });
});
