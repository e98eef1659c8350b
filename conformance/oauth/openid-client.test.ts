import * as client from "openid-client";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { homeOf } from "../support/home.ts";
import { HostedVisitor } from "../support/hosted-visitor.ts";
import { claimsOf } from "../support/tokens.ts";

const facts = inject("product");
const home = homeOf(facts);
/** openid-client derives the redirect address from the callback it is given, so with a path. */
const REDIRECT = "http://localhost:3000/";

let config: client.Configuration;

beforeAll(async () => {
  config = await client.discovery(
    new URL(`http://localhost:${facts.port}/${home.userPoolId}`),
    home.clientId,
    undefined,
    client.None(),
    { execute: [client.allowInsecureRequests] },
  );
});

interface Flow {
  readonly url: URL;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

async function newFlow(changes: Record<string, string> = {}): Promise<Flow> {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: "openid email profile",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...changes,
  });
  return { url, verifier, state, nonce };
}

async function codeFor(flow: Flow, person = home.admin): Promise<URL> {
  return new HostedVisitor().signIn(flow.url, person);
}

const redeem = (flow: Flow, callback: URL) =>
  client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: flow.verifier,
    expectedState: flow.state,
    expectedNonce: flow.nonce,
  });

/** The raw form post, for requests that a careful client would not send. */
async function postToken(form: Record<string, string>) {
  const reply = await fetch(config.serverMetadata().token_endpoint ?? "", {
    method: "POST",
    body: new URLSearchParams(form),
  });
  return { status: reply.status, body: await reply.json() };
}

describe("openid-client: authorization code with PKCE", () => {
  test("an administrator signs in and gets tokens with the group's scope", async () => {
    const flow = await newFlow();
    const tokens = await redeem(flow, await codeFor(flow));
    const access = claimsOf(tokens.access_token);
    expect(access).toMatchObject({ version: 2, token_use: "access", "cognito:groups": ["Admins"] });
    expect(new Set(String(access["scope"]).split(" "))).toEqual(
      new Set(["openid", "email", "profile", `Admins-${home.clientId}`]),
    );
    expect(tokens.claims()).toMatchObject({ email: home.admin.email, nonce: flow.nonce, token_use: "id" });
    expect(tokens.expires_in).toBe(3600);
    const info = await client.fetchUserInfo(config, tokens.access_token, String(access["sub"]));
    expect(info).toMatchObject({ sub: access["sub"], email: home.admin.email, email_verified: "true" });
  });

  test("refreshing keeps the sign-in and gives no second refresh token", async () => {
    const flow = await newFlow();
    const first = await redeem(flow, await codeFor(flow));
    const second = await client.refreshTokenGrant(config, first.refresh_token ?? "");
    expect(second.refresh_token).toBeUndefined();
    const [before, after] = [claimsOf(first.access_token), claimsOf(second.access_token)];
    expect([after["auth_time"], after["origin_jti"]]).toEqual([before["auth_time"], before["origin_jti"]]);
    expect(after["jti"]).not.toBe(before["jti"]);
  });

  test("a revoked refresh token is refused", async () => {
    const flow = await newFlow();
    const { refresh_token = "" } = await redeem(flow, await codeFor(flow));
    await client.tokenRevocation(config, refresh_token);
    expect(
      await postToken({ grant_type: "refresh_token", client_id: home.clientId, refresh_token }),
    ).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("a code works once", async () => {
    const flow = await newFlow();
    const callback = await codeFor(flow);
    await redeem(flow, callback);
    await expect(redeem(flow, callback)).rejects.toMatchObject({ error: "invalid_grant" });
  });

  test("a wrong verifier is refused and spends the code", async () => {
    const flow = await newFlow();
    const callback = await codeFor(flow);
    await expect(
      redeem({ ...flow, verifier: client.randomPKCECodeVerifier() }, callback),
    ).rejects.toMatchObject({
      error: "invalid_grant",
    });
    await expect(redeem(flow, callback)).rejects.toMatchObject({ error: "invalid_grant" });
  });

  test.each([
    [
      "an unknown code",
      { grant_type: "authorization_code", code: "00000000-0000-4000-8000-000000000000" },
      "invalid_grant",
    ],
    ["a garbage refresh token", { grant_type: "refresh_token", refresh_token: "garbage" }, "invalid_grant"],
    ["an unknown grant", { grant_type: "password" }, "unsupported_grant_type"],
    ["no grant", {}, "invalid_request"],
    ["client credentials", { grant_type: "client_credentials" }, undefined],
  ])("%s is refused", async (_name, form, error) => {
    const reply = await postToken({
      client_id: home.clientId,
      redirect_uri: REDIRECT,
      code_verifier: "x".repeat(43),
      ...form,
    } as Record<string, string>);
    expect(reply.status).toBe(400);
    if (error !== undefined) expect(reply.body.error).toBe(error);
  });
});

describe("GET /oauth2/authorize refuses", () => {
  const visit = async (changes: Record<string, string>) => {
    const { url } = await newFlow(changes);
    const reply = await fetch(url, { redirect: "manual" });
    return { status: reply.status, location: new URL(reply.headers.get("location") ?? "", url) };
  };

  test.each([
    ["http://localhost:3000/other"],
    ["http://localhost:3000//"],
    ["https://evil.example"],
    ["http://localhost:3000@evil.example"],
  ])("the unregistered redirect %s, without sending anybody there", async (redirect_uri) => {
    const { status, location } = await visit({ redirect_uri });
    expect([status, location.hostname, location.pathname.endsWith("/error")]).toEqual([
      302,
      "localhost",
      true,
    ]);
    expect(location.searchParams.get("error")).toBe("redirect_mismatch");
  });

  test("an unknown client", async () => {
    const { location } = await visit({ client_id: "0123456789abcdefghijklmnop" });
    expect([location.pathname.endsWith("/error"), location.searchParams.get("error")]).toEqual([
      true,
      "Client does not exist",
    ]);
  });

  test("a scope the client may not ask for", async () => {
    const { location } = await visit({ scope: "openid aws.cognito.signin.user.admin" });
    expect(`${location.origin}${location.searchParams.get("error_description")}`).toBe(
      "http://localhost:3000invalid_scope",
    );
  });

  test("the implicit flow, which the client does not have", async () => {
    const { location } = await visit({ response_type: "token" });
    expect(`${location.origin}${location.searchParams.get("error_description")}`).toBe(
      "http://localhost:3000unauthorized_client",
    );
  });

  test("a plain code challenge", async () => {
    const { location } = await visit({ code_challenge_method: "plain" });
    expect(`${location.origin}${location.searchParams.get("error")}`).toBe(
      "http://localhost:3000invalid_request",
    );
  });
});

describe("the sign-in page refuses", () => {
  test("a wrong password, with the same words as an unknown person", async () => {
    const { url } = await newFlow();
    const wrong = await new HostedVisitor().tryToSignIn(url, { ...home.admin, password: "wrong-password" });
    const unknown = await new HostedVisitor().tryToSignIn(url, {
      email: "nobody@example.com",
      password: "wrong-password",
    });
    expect(wrong.text).toContain("Incorrect username or password.");
    expect(unknown.text).toContain("Incorrect username or password.");
    expect([wrong.status, wrong.location]).toEqual([unknown.status, unknown.location]);
  });

  test("a form without its CSRF token", async () => {
    const { url } = await newFlow();
    const reply = await new HostedVisitor().tryToSignIn(url, home.admin, { forgedCsrf: true });
    expect(reply.location ?? "").not.toContain("code=");
  });
});
