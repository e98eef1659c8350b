import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { answering } from "../testing/administration.ts";
import { Browser, bodyOf, setCookies } from "./testing/browser.ts";
import { addClient, claimsOf, exchangeCode, obtainCode, obtainTokens, post } from "./testing/journeys.ts";
import { CALLBACK, createWorld, VERIFIER } from "./testing/world.ts";

const SECRET = "s3cret-of-the-app";
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

async function signedInWorld(options: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld(options);
  const user = await world.addUser();
  return { world, user };
}

describe("POST /oauth2/token authorization_code", () => {
  test("OAU-30 exchanges a code for three tokens, keys in AWS's order", async () => {
    const { world, user } = await signedInWorld();
    const code = await obtainCode(world, { nonce: "n-1" });
    const { status, document, response } = await exchangeCode(world, code);
    expect(code).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(status).toBe(200);
    expect(Object.keys(document)).toEqual([
      "id_token",
      "access_token",
      "refresh_token",
      "expires_in",
      "token_type",
    ]);
    expect(document).toMatchObject({ expires_in: 3600, token_type: "Bearer" });
    expect(claimsOf(document["id_token"])).toMatchObject({ sub: user.sub, nonce: "n-1", token_use: "id" });
    expect(claimsOf(document["access_token"])).toMatchObject({ version: 2, client_id: world.client.id });
    expect(response.headers).toMatchObject({
      "Content-Type": "application/json;charset=UTF-8",
      "Access-Control-Allow-Origin": "*",
      "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
      Pragma: "no-cache",
      Expires: "0",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      Server: "Server",
      "x-amz-cognito-request-id": "2f0c9d1e-0000-4000-8000-000000000001",
    });
    expect(setCookies(response).join()).toMatch(/^XSRF-TOKEN=/);
  });

  test("OAU-30 without openid there is no ID token", async () => {
    const { world } = await signedInWorld();
    const tokens = await obtainTokens(world, { scope: "email" });
    expect(Object.keys(tokens)).toEqual(["access_token", "refresh_token", "expires_in", "token_type"]);
  });

  test("OAU-31 a code works once", async () => {
    const { world } = await signedInWorld();
    const code = await obtainCode(world);
    expect((await exchangeCode(world, code)).status).toBe(200);
    const second = await exchangeCode(world, code);
    expect(second).toMatchObject({ status: 400, document: { error: "invalid_grant" } });
  });

  test("OAU-31 of two exchanges at the same time one wins", async () => {
    const { world } = await signedInWorld();
    const code = await obtainCode(world);
    const answers = await Promise.all([1, 2, 3].map(() => exchangeCode(world, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  });

  test("OAU-32 a code lives five minutes", async () => {
    const { world } = await signedInWorld();
    const inTime = await obtainCode(world);
    world.clock.advanceSeconds(299);
    expect((await exchangeCode(world, inTime)).status).toBe(200);
    const late = await obtainCode(world);
    world.clock.advanceSeconds(300);
    expect((await exchangeCode(world, late)).document).toEqual({ error: "invalid_grant" });
  });

  test("OAU-32 the store keeps no code that works", async () => {
    const { world } = await signedInWorld();
    const code = await obtainCode(world);
    const rows = world.database.prepare<object>("SELECT * FROM cognito_authorization_codes").all();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  test("OAU-33 a code of another client is refused, and gone", async () => {
    const { world } = await signedInWorld();
    const other = addClient(world, {});
    const code = await obtainCode(world);
    const stolen = await exchangeCode(world, code, { client_id: other.id });
    expect(stolen).toMatchObject({ status: 400, document: { error: "invalid_grant" } });
    expect((await exchangeCode(world, code)).status).toBe(400);
  });

  test.each([
    ["wrong", `${VERIFIER}x`],
    ["missing", undefined],
    ["too short", "short"],
    ["the challenge itself", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"],
  ])("OAU-34 a verifier that is %s is refused and uses the code up", async (_title, verifier) => {
    const { world } = await signedInWorld();
    const code = await obtainCode(world);
    const first = await exchangeCode(world, code, { code_verifier: verifier });
    expect(first).toMatchObject({ status: 400, document: { error: "invalid_grant" } });
    expect((await exchangeCode(world, code)).document).toEqual({ error: "invalid_grant" });
  });

  test("OAU-34 a verifier that anybody could guess is refused even when it fits", async () => {
    const { world } = await signedInWorld();
    const challenge = createHash("sha256").update("short").digest("base64url");
    const code = await obtainCode(world, { code_challenge: challenge });
    const { document } = await exchangeCode(world, code, { code_verifier: "short" });
    expect(document).toEqual({ error: "invalid_grant" });
  });

  test("OAU-34 PKCE is optional, but not on one side only", async () => {
    const { world } = await signedInWorld();
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    const plain = await exchangeCode(world, await obtainCode(world, without), { code_verifier: undefined });
    expect(plain.status).toBe(200);
    const downgraded = await exchangeCode(world, await obtainCode(world, without));
    expect(downgraded.document).toEqual({ error: "invalid_grant" });
  });

  test("OAU-35 a user who was disabled, removed or signed out meanwhile gets nothing", async () => {
    const { world, user } = await signedInWorld();
    const disabled = await obtainCode(world);
    const signedOut = await obtainCode(world);
    const removed = await obtainCode(world);
    const live = () => world.stores.users.findBySub(world.pool.id, user.sub) ?? user;
    world.stores.users.replace(world.pool, { ...live(), enabled: false });
    expect((await exchangeCode(world, disabled)).document).toEqual({ error: "invalid_grant" });
    world.stores.users.replace(world.pool, { ...live(), enabled: true, signedOutAt: world.clock.now() + 1 });
    expect((await exchangeCode(world, signedOut)).document).toEqual({ error: "invalid_grant" });
    world.stores.users.remove(world.pool.id, user.sub);
    expect((await exchangeCode(world, removed)).document).toEqual({ error: "invalid_grant" });
  });

  test("OAU-36 another redirect address is refused", async () => {
    const { world } = await signedInWorld();
    const { status, document } = await exchangeCode(world, await obtainCode(world), {
      redirect_uri: "myapp://callback",
    });
    expect(status).toBe(400);
    expect(document).toEqual({ error: "unauthorized_client", error_description: "invalid_redirect" });
  });

  test.each(["code", "redirect_uri", "client_id", "grant_type"])("OAU-23 %s is required", async (name) => {
    const { world } = await signedInWorld();
    const { status, document } = await exchangeCode(world, await obtainCode(world), { [name]: undefined });
    expect(status).toBe(400);
    expect(document).toEqual({ error: "invalid_request" });
  });

  test("OAU-30 a client without the code flow is refused", async () => {
    const { world } = await signedInWorld();
    const other = addClient(world, { oauthFlows: ["implicit"] });
    const { document } = await exchangeCode(world, await obtainCode(world), { client_id: other.id });
    expect(document).toEqual({ error: "unauthorized_client" });
  });

  test("OAU-39 a failing pre-token trigger is reported, and no token is made", async () => {
    const arn = "arn:aws:lambda:eu-west-1:123456789012:function:pre-token";
    const { world } = await signedInWorld({
      pool: { lambdaTriggers: { preTokenGeneration: { lambdaArn: arn, version: "V2_0" } } },
    });
    world.functions.set(arn, () => ({
      kind: "function-error",
      payload: Buffer.from('{"errorMessage":"no tokens today"}'),
    }));
    const refused = await exchangeCode(world, await obtainCode(world));
    expect(refused.status).toBe(400);
    expect(refused.document).toEqual({
      error: "invalid_request",
      error_description: "PreTokenGeneration failed with error no tokens today.",
    });
    world.functions.set(arn, answering({}));
    expect((await exchangeCode(world, await obtainCode(world))).status).toBe(200);
  });
});

describe("POST /oauth2/token clients", () => {
  test("OAU-20 an unknown client is refused", async () => {
    const { world } = await signedInWorld();
    const { document } = await exchangeCode(world, await obtainCode(world), { client_id: "constructor" });
    expect(document).toEqual({ error: "invalid_client" });
  });

  test("OAU-20 a client of another pool is refused here, with its own secret", async () => {
    const { world } = await signedInWorld();
    world.stores.pools.insert({ ...world.pool, id: "eu-west-1_Another01" });
    addClient(world, { id: "foreign", userPoolId: "eu-west-1_Another01", secret: SECRET });
    const fields = { grant_type: "refresh_token", refresh_token: "x", client_id: "foreign" };
    const answer = await post(world, "/oauth2/token", { ...fields, client_secret: SECRET });
    expect(answer.document).toEqual({ error: "invalid_client" });
  });

  test("OAU-21 a client with a secret proves it in the header or in the body", async () => {
    const { world } = await signedInWorld({ client: { secret: SECRET } });
    const { id } = world.client;
    const inHeader = await exchangeCode(world, await obtainCode(world), {}, basic(id, SECRET));
    const headerOnly = await exchangeCode(
      world,
      await obtainCode(world),
      { client_id: undefined },
      basic(id, SECRET),
    );
    const inBody = await exchangeCode(world, await obtainCode(world), { client_secret: SECRET });
    expect([inHeader.status, headerOnly.status, inBody.status]).toEqual([200, 200, 200]);
  });

  test.each([
    ["none", {}, {}],
    ["wrong in the body", { client_secret: "wrong" }, {}],
    ["empty in the body", { client_secret: "" }, {}],
    ["wrong in the header", {}, basic("1h57kf5cpq17m0eml12example", "wrong")],
  ])("OAU-21 a secret that is %s is refused", async (_title, fields, headers) => {
    const { world } = await signedInWorld({ client: { secret: SECRET } });
    const { status, document } = await exchangeCode(world, await obtainCode(world), fields, headers);
    expect(status).toBe(400);
    expect(document).toEqual({ error: "invalid_client", error_description: "invalid_client_secret" });
  });

  test("OAU-21 a public client has no secret to offer", async () => {
    const { world } = await signedInWorld();
    const { document } = await exchangeCode(world, await obtainCode(world), { client_secret: "x" });
    expect(document["error"]).toBe("invalid_client");
  });

  test("OAU-21 a refused client does not use a code up", async () => {
    const { world } = await signedInWorld({ client: { secret: SECRET } });
    const code = await obtainCode(world);
    await exchangeCode(world, code, { client_secret: "wrong" });
    expect((await exchangeCode(world, code, { client_secret: SECRET })).status).toBe(200);
  });

  test.each([
    ["another client in the body", { client_id: "other" }, SECRET],
    ["another secret in the body", { client_secret: "other" }, SECRET],
  ])("OAU-22 %s than in the header is refused", async (_title, fields, secret) => {
    const { world } = await signedInWorld({ client: { secret: SECRET } });
    const headers = basic(world.client.id, secret);
    const { document } = await exchangeCode(world, await obtainCode(world), fields, headers);
    expect(document).toEqual({ error: "invalid_client" });
  });

  test.each(["Bearer abc", "Basic !!!", "Basic", `Basic ${Buffer.from("noColon").toString("base64")}`])(
    "OAU-22 authorization %s is not understood",
    async (authorization) => {
      const { world } = await signedInWorld();
      const { document } = await exchangeCode(world, await obtainCode(world), {}, { authorization });
      expect(document).toEqual({ error: "invalid_client" });
    },
  );
});

describe("POST /oauth2/token other grants", () => {
  test("refresh_token makes new tokens and no refresh token", async () => {
    const { world } = await signedInWorld();
    const tokens = await obtainTokens(world);
    const { status, document } = await refresh(world, tokens["refresh_token"]);
    expect(status).toBe(200);
    expect(Object.keys(document)).toEqual(["id_token", "access_token", "expires_in", "token_type"]);
    expect(claimsOf(document["access_token"])["scope"]).toBe(claimsOf(tokens["access_token"])["scope"]);
  });

  test("refresh_token of a client with rotation brings a new refresh token", async () => {
    const { world } = await signedInWorld({
      client: { refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 0 } },
    });
    const tokens = await obtainTokens(world);
    const { document } = await refresh(world, tokens["refresh_token"]);
    expect(document["refresh_token"]).toBeDefined();
    expect(document["refresh_token"]).not.toBe(tokens["refresh_token"]);
  });

  test.each(["garbage", "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ.a.b.c.d"])(
    "refresh_token %s is an invalid grant",
    async (token) => {
      const { world } = await signedInWorld();
      expect(await refresh(world, token)).toMatchObject({
        status: 400,
        document: { error: "invalid_grant" },
      });
    },
  );

  test("refresh_token of another client is an invalid grant", async () => {
    const { world } = await signedInWorld();
    const other = addClient(world, {});
    const tokens = await obtainTokens(world);
    const fields = {
      grant_type: "refresh_token",
      client_id: other.id,
      refresh_token: tokens["refresh_token"],
    };
    expect((await post(world, "/oauth2/token", fields)).document["error"]).toBe("invalid_grant");
  });

  test("refresh_token missing is an invalid request", async () => {
    const { world } = await signedInWorld();
    expect((await refresh(world, undefined)).document).toEqual({ error: "invalid_request" });
  });

  test("OAU-24 unknown grant types are refused", async () => {
    const world = createWorld();
    for (const grantType of ["password", "__proto__", "urn:x"]) {
      const fields = { grant_type: grantType, client_id: world.client.id };
      expect((await post(world, "/oauth2/token", fields)).document).toEqual({
        error: "unsupported_grant_type",
      });
    }
  });

  test("OAU-23 a field given twice is refused", async () => {
    const { world } = await signedInWorld();
    const code = await obtainCode(world);
    const body = `grant_type=authorization_code&client_id=${world.client.id}&code=${code}&code=${code}&redirect_uri=${encodeURIComponent(CALLBACK)}&code_verifier=${VERIFIER}`;
    const response = await new Browser(world.hosted).open("/oauth2/token", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
    });
    expect(bodyOf(response)).toBe('{"error":"invalid_request"}');
  });

  test.each([
    ["GET", {}],
    ["PUT", { "content-type": "application/x-www-form-urlencoded" }],
    ["POST", { "content-type": "application/json" }],
    ["POST", {}],
  ])("OAU-25 %s with %j is 405 without a body", async (method, headers) => {
    const world = createWorld();
    const response = await new Browser(world.hosted).open("/oauth2/token", { method, headers });
    expect(response.status).toBe(405);
    expect(response.body).toBeUndefined();
    expect(setCookies(response).join()).toMatch(/^XSRF-TOKEN=/);
  });

  test("OAU-26 a body beyond 64 KiB is not read", async () => {
    const world = createWorld();
    const fields = { grant_type: "refresh_token", refresh_token: "x".repeat(70_000) };
    const response = await new Browser(world.hosted).open("/oauth2/token", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
    });
    expect(response.status).toBe(413);
  });

  test("OPTIONS lets scripts of any origin call it", async () => {
    const response = await new Browser(createWorld().hosted).open("/oauth2/token", { method: "OPTIONS" });
    expect(response.status).toBe(200);
    expect(response.headers["Access-Control-Allow-Origin"]).toBe("*");
    expect(String(response.headers["Access-Control-Allow-Headers"])).toContain("X-Amz-User-Agent");
  });
});

function refresh(world: ReturnType<typeof createWorld>, token: string | undefined) {
  const fields = { grant_type: "refresh_token", client_id: world.client.id, refresh_token: token };
  return post(world, "/oauth2/token", fields);
}
