import { describe, expect, test } from "vitest";
import { Browser, bodyOf } from "./testing/browser.ts";
import { addClient, exchangeCode, obtainCode, obtainTokens, post } from "./testing/journeys.ts";
import { createWorld, type World } from "./testing/world.ts";

async function userInfo(world: World, authorization: string | undefined, method = "GET") {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const response = await new Browser(world.hosted).open("/oauth2/userInfo", { method, headers });
  return {
    status: response.status,
    challenge: response.headers["WWW-Authenticate"],
    document: JSON.parse(bodyOf(response)) as Record<string, unknown>,
  };
}

const INVALID_TOKEN =
  'error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."';

describe("/oauth2/userInfo", () => {
  test.each(["GET", "POST"])("%s answers the attributes as strings", async (method) => {
    const world = createWorld();
    const user = await world.addUser();
    const tokens = await obtainTokens(world);
    const { status, document } = await userInfo(world, `Bearer ${tokens["access_token"]}`, method);
    expect(status).toBe(200);
    expect(document).toEqual({
      sub: user.sub,
      email: "ann@example.com",
      email_verified: "true",
      username: user.username,
    });
  });

  test("OAU-46 shows what the scopes open and the client reads", async () => {
    const attributes = {
      email: "ann@example.com",
      name: "Ann",
      phone_number: "+15550100",
      "custom:door": "2",
    };
    const world = createWorld({ client: { readAttributes: ["email", "name"] } });
    await world.addUser({ attributes });
    const show = async (scope: string) => {
      const tokens = await obtainTokens(world, { scope });
      return (await userInfo(world, `Bearer ${tokens["access_token"]}`)).document;
    };
    expect(Object.keys(await show("openid email"))).toEqual(["sub", "email", "username"]);
    expect(Object.keys(await show("openid profile"))).toEqual(["sub", "email", "name", "username"]);
  });

  test.each([undefined, "", "Basic abc", "Bearer", "Bearer a b", "abc"])(
    "OAU-43 authorization %j is a bad request",
    async (authorization) => {
      const answer = await userInfo(createWorld(), authorization);
      expect(answer.status).toBe(400);
      expect(answer.challenge).toBe(
        'error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"',
      );
      expect(answer.document["error"]).toBe("invalid_request");
    },
  );

  test("OAU-44 expired, tampered, ID and revoked tokens are refused", async () => {
    const world = createWorld();
    const user = await world.addUser();
    const tokens = await obtainTokens(world);
    const access = tokens["access_token"] ?? "";
    const refusals = [
      await userInfo(world, `Bearer ${access.slice(0, -4)}AAAA`),
      await userInfo(world, `Bearer ${tokens["id_token"]}`),
      await userInfo(world, "Bearer garbage"),
    ];
    await post(world, "/oauth2/revoke", { client_id: world.client.id, token: tokens["refresh_token"] });
    refusals.push(await userInfo(world, `Bearer ${access}`));
    const disabled = await obtainTokens(world);
    world.stores.users.replace(world.pool, { ...user, enabled: false });
    refusals.push(await userInfo(world, `Bearer ${disabled["access_token"]}`));
    world.stores.users.replace(world.pool, user);
    const expired = await obtainTokens(world);
    world.clock.advanceSeconds(3_601);
    refusals.push(await userInfo(world, `Bearer ${expired["access_token"]}`));
    expect(refusals.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
    expect(new Set(refusals.map(({ challenge }) => challenge))).toEqual(new Set([INVALID_TOKEN]));
  });

  test("OAU-44 a token of another pool is refused at this domain", async () => {
    const world = createWorld();
    await world.addUser();
    const tokens = await obtainTokens(world);
    world.stores.pools.insert({ ...world.pool, id: "eu-west-1_Another01" });
    world.stores.domains.insert({
      domain: "other",
      userPoolId: "eu-west-1_Another01",
      managedLoginVersion: 1,
      createdAt: 1,
    });
    const elsewhere = new Browser(world.hosted, { domainPrefix: "other", basePath: "" });
    const headers = { authorization: `Bearer ${tokens["access_token"]}` };
    expect((await elsewhere.open("/oauth2/userInfo", { headers })).status).toBe(401);
    expect((await new Browser(world.hosted).open("/oauth2/userInfo", { headers })).status).toBe(200);
  });

  test("OAU-45 a token without openid is refused", async () => {
    const world = createWorld();
    await world.addUser();
    const tokens = await obtainTokens(world, { scope: "email" });
    const answer = await userInfo(world, `Bearer ${tokens["access_token"]}`);
    expect(answer.status).toBe(401);
    expect(answer.document).toEqual({
      error: "invalid_token",
      error_description: "Access token does not contain openid scope",
    });
  });
});

describe("POST /oauth2/revoke", () => {
  test("ends the refresh token; again, or with garbage, is no error", async () => {
    const world = createWorld();
    await world.addUser();
    const tokens = await obtainTokens(world);
    const token = tokens["refresh_token"];
    const revoke = (text: string | undefined) =>
      post(world, "/oauth2/revoke", { client_id: world.client.id, token: text });
    const first = await revoke(token);
    expect(first.status).toBe(200);
    expect(first.response.body).toBeUndefined();
    expect(first.response.headers["Access-Control-Allow-Origin"]).toBe("*");
    expect((await revoke(token)).status).toBe(200);
    expect((await revoke("garbage")).status).toBe(200);
    const refreshed = await post(world, "/oauth2/token", {
      grant_type: "refresh_token",
      client_id: world.client.id,
      refresh_token: token,
    });
    expect(refreshed).toMatchObject({
      status: 400,
      document: { error: "invalid_grant", error_description: "Refresh token has been revoked" },
    });
  });

  test("OAU-40 no token, or a client without revocation, is an invalid request", async () => {
    const world = createWorld({ client: { enableTokenRevocation: false } });
    await world.addUser();
    const tokens = await obtainTokens(world);
    const fields = { client_id: world.client.id, token: tokens["refresh_token"] };
    expect(await post(world, "/oauth2/revoke", fields)).toMatchObject({
      status: 400,
      document: { error: "invalid_request" },
    });
    expect((await post(createWorld(), "/oauth2/revoke", { client_id: world.client.id })).document).toEqual({
      error: "invalid_request",
    });
  });

  test.each(["access_token", "id_token"])("OAU-41 an %s is an unsupported token type", async (name) => {
    const world = createWorld();
    await world.addUser();
    const tokens = await obtainTokens(world);
    const answer = await post(world, "/oauth2/revoke", { client_id: world.client.id, token: tokens[name] });
    expect(answer).toMatchObject({ status: 400, document: { error: "unsupported_token_type" } });
  });

  test("OAU-42 another client's token stays alive", async () => {
    const world = createWorld();
    await world.addUser();
    const other = addClient(world, {});
    const tokens = await obtainTokens(world);
    const token = tokens["refresh_token"];
    const answer = await post(world, "/oauth2/revoke", { client_id: other.id, token });
    expect(answer.status).toBe(400);
    const fields = { grant_type: "refresh_token", client_id: world.client.id, refresh_token: token };
    expect((await post(world, "/oauth2/token", fields)).status).toBe(200);
  });

  test("OAU-21 a wrong secret is 401 here", async () => {
    const world = createWorld({ client: { secret: "s3cret" } });
    await world.addUser();
    const { document } = await exchangeCode(world, await obtainCode(world), { client_secret: "s3cret" });
    const fields = { client_id: world.client.id, token: String(document["refresh_token"]) };
    expect(await post(world, "/oauth2/revoke", fields)).toMatchObject({
      status: 401,
      document: { error: "invalid_client" },
    });
    expect((await post(world, "/oauth2/revoke", { ...fields, client_secret: "s3cret" })).status).toBe(200);
  });
});
