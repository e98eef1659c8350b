import { describe, expect, test } from "vitest";
import { answering } from "../testing/administration.ts";
import { Browser } from "./testing/browser.ts";
import { addClient, claimsOf, obtainTokens, post } from "./testing/journeys.ts";
import { createWorld } from "./testing/world.ts";

const SECRET = "s3cret-of-the-machine";
const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:pre-token";
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

/** A pool with scopes of two resource servers, and a client for a machine. */
function machineWorld(
  client: Parameters<typeof addClient>[1] = {},
  version?: "V1_0" | "V2_0" | "V3_0",
): ReturnType<typeof createWorld> & { machine: ReturnType<typeof addClient> } {
  const preTokenGeneration = { lambdaArn: FUNCTION, version: version ?? "V1_0" };
  const world = createWorld(
    version === undefined ? {} : { pool: { lambdaTriggers: { preTokenGeneration } } },
  );
  for (const [identifier, ...names] of [
    ["meters", "read", "write"],
    ["https://api.example.com/v1", "orders"],
  ] as const) {
    const scopes = names.map((name) => ({ name, description: name }));
    world.stores.resourceServers.insert({ userPoolId: world.pool.id, identifier, name: "API", scopes });
  }
  const machine = addClient(world, {
    secret: SECRET,
    oauthFlows: ["client_credentials"],
    oauthScopes: ["meters/read", "https://api.example.com/v1/orders"],
    ...client,
  });
  return { ...world, machine };
}

const ask = (
  world: ReturnType<typeof machineWorld>,
  fields: Record<string, string> = {},
  headers = basic(world.machine.id, SECRET),
) => post(world, "/oauth2/token", { grant_type: "client_credentials", ...fields }, headers);

describe("POST /oauth2/token client_credentials", () => {
  test("COG-67 answers an access token of the client and nothing of a person", async () => {
    const world = machineWorld();
    const { status, document } = await ask(world);
    expect(status).toBe(200);
    expect(Object.keys(document)).toEqual(["access_token", "expires_in", "token_type"]);
    expect(document).toMatchObject({ expires_in: 3600, token_type: "Bearer" });
    const claims = claimsOf(document["access_token"]);
    const now = Math.floor(world.clock.now() / 1000);
    expect(claims).toEqual({
      sub: world.machine.id,
      token_use: "access",
      scope: "meters/read https://api.example.com/v1/orders",
      auth_time: now,
      iss: `http://localhost:4566/${world.pool.id}`,
      exp: now + 3600,
      iat: now,
      version: 2,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      client_id: world.machine.id,
    });
  });

  test("OAU-84 the secret comes by Basic or in the body", async () => {
    const world = machineWorld();
    const body = { client_id: world.machine.id, client_secret: SECRET };
    const noHeader = {} as { authorization: string };
    expect((await ask(world, body, noHeader)).status).toBe(200);
    expect(await ask(world, { ...body, client_secret: "wrong" }, noHeader)).toMatchObject({
      status: 400,
      document: { error: "invalid_client", error_description: "invalid_client_secret" },
    });
    expect(await ask(world, { client_id: world.machine.id }, noHeader)).toMatchObject({
      document: { error: "invalid_client" },
    });
    expect(await ask(world, {}, basic(world.machine.id, "wrong"))).toMatchObject({
      document: { error: "invalid_client" },
    });
    expect(await ask(world, {}, basic("nobody", SECRET))).toMatchObject({
      document: { error: "invalid_client" },
    });
  });

  test.each([
    ["meters/read", "meters/read"],
    ["  meters/read   meters/read ", "meters/read"],
    ["https://api.example.com/v1/orders", "https://api.example.com/v1/orders"],
    ["", "meters/read https://api.example.com/v1/orders"],
  ])("OAU-84 asking for %j gives %j", async (scope, granted) => {
    const { document } = await ask(machineWorld(), { scope });
    expect(claimsOf(document["access_token"])["scope"]).toBe(granted);
  });

  test.each([
    ["OAU-84", "one that the client was not given", "meters/write", "invalid_grant"],
    ["OAU-84", "one of two", "meters/read meters/write", "invalid_grant"],
    ["OAU-85", "one that does not exist", "meters/none", "invalid_scope"],
    ["OAU-85", "one of no server", "read", "invalid_scope"],
    ["OAU-85", "a part of the server's name", "https://api.example.com/v1", "invalid_scope"],
    ["OAU-86", "openid", "openid", "invalid_scope"],
    ["OAU-86", "self-service", "aws.cognito.signin.user.admin", "invalid_scope"],
  ])("%s a scope is refused: %s", async (_rule, _what, scope, error) => {
    expect(await ask(machineWorld(), { scope })).toMatchObject({ status: 400, document: { error } });
  });

  test("OAU-85 a scope that was deleted is in no token any more", async () => {
    const world = machineWorld();
    world.stores.resourceServers.remove(world.pool.id, "meters");
    const { document } = await ask(world);
    expect(claimsOf(document["access_token"])["scope"]).toBe("https://api.example.com/v1/orders");
    expect((await ask(world, { scope: "meters/read" })).document).toEqual({ error: "invalid_scope" });
    world.stores.resourceServers.remove(world.pool.id, "https://api.example.com/v1");
    expect((await ask(world)).document).toEqual({ error: "invalid_grant" });
  });

  test("OAU-86 what a client may ask for people is in no token of a machine", async () => {
    const world = machineWorld({ oauthScopes: ["openid", "aws.cognito.signin.user.admin", "meters/read"] });
    const { document } = await ask(world);
    expect(claimsOf(document["access_token"])["scope"]).toBe("meters/read");
    expect(document).not.toHaveProperty("id_token");
  });

  test.each([
    ["another flow", { oauthFlows: ["code"] as const }],
    ["OAuth off", { oauthEnabled: false }],
  ])("OAU-38 a client with %s gets no machine token", async (_what, changes) => {
    expect(await ask(machineWorld(changes))).toMatchObject({
      status: 400,
      document: { error: "invalid_grant" },
    });
  });

  test("OAU-38 a client without a secret is no machine", async () => {
    const world = machineWorld({ secret: undefined });
    const noHeader = {} as { authorization: string };
    expect((await ask(world, { client_id: world.machine.id }, noHeader)).document).toEqual({
      error: "invalid_grant",
    });
  });

  test("OAU-38 the client of people gets none either", async () => {
    const world = machineWorld();
    const fields = { grant_type: "client_credentials", client_id: world.client.id };
    expect((await post(world, "/oauth2/token", fields)).document).toEqual({ error: "invalid_grant" });
  });

  test("COG-67 a token lives as long as its client says, and is verified like any other", async () => {
    const world = machineWorld({ accessTokenSeconds: 300 });
    const { document } = await ask(world);
    expect(document["expires_in"]).toBe(300);
    const accepted = { userPoolArns: [world.pool.arn] };
    const token = String(document["access_token"]);
    expect(await world.tokenVerifier.verify(token, accepted)).toMatchObject({
      kind: "valid",
      tokenUse: "access",
    });
    expect(await world.tokenVerifier.verify(`${token.slice(0, -4)}AAAA`, accepted)).toMatchObject({
      kind: "invalid",
    });
    world.clock.advanceSeconds(300);
    expect(await world.tokenVerifier.verify(token, accepted)).toEqual({ kind: "expired" });
  });

  test("COG-68 a machine's token is nobody's: no user info, no self-service", async () => {
    const world = machineWorld({}, "V3_0");
    await world.addUser({ sub: world.machine.id });
    world.functions.set(
      FUNCTION,
      answering({
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: {
            claimsToAddOrOverride: { username: "ann", sub: "ann" },
            scopesToAdd: ["openid", "aws.cognito.signin.user.admin"],
          },
        },
      }),
    );
    const { document } = await ask(world);
    const token = String(document["access_token"]);
    expect(claimsOf(token)).not.toHaveProperty("username");
    expect(claimsOf(token)["sub"]).toBe(world.machine.id);
    await expect(world.tokens.acceptAccessToken(token)).rejects.toMatchObject({
      code: "NotAuthorizedException",
      message: "Access Token does not have required scopes",
    });
    const info = await new Browser(world.hosted).open("/oauth2/userInfo", {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(info.status).toBe(401);
  });
});

describe("the pre-token function of machines", () => {
  const grow = answering({
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        claimsToAddOrOverride: { plant: "north", client_id: "another" },
        claimsToSuppress: ["jti", "token_use"],
        scopesToAdd: ["meters/write"],
        scopesToSuppress: ["https://api.example.com/v1/orders"],
      },
      groupOverrideDetails: { groupsToOverride: ["Admins"] },
    },
  });

  test("COG-TRG-3 a V3_0 function is told of the machine and changes its token", async () => {
    const world = machineWorld({}, "V3_0");
    const events: Record<string, unknown>[] = [];
    world.functions.set(FUNCTION, (event) => {
      events.push(event);
      return grow(event);
    });
    const { document } = await ask(world, { aws_client_metadata: '{"plant":"north"}' });
    expect(events).toMatchObject([
      {
        version: "3",
        triggerSource: "TokenGeneration_ClientCredentials",
        userName: "ClientCredentials",
        callerContext: { clientId: world.machine.id },
        request: {
          userAttributes: {},
          groupConfiguration: { groupsToOverride: null, iamRolesToOverride: null, preferredRole: null },
          scopes: ["meters/read", "https://api.example.com/v1/orders"],
          clientMetadata: { plant: "north" },
        },
        response: { claimsAndScopeOverrideDetails: null },
      },
    ]);
    const claims = claimsOf(document["access_token"]);
    expect(claims).toMatchObject({
      scope: "meters/read meters/write",
      plant: "north",
      client_id: world.machine.id,
      token_use: "access",
    });
    expect(claims).toHaveProperty("jti");
    expect(claims).not.toHaveProperty("cognito:groups");
  });

  test.each(["V1_0", "V2_0"] as const)("COG-TRG-3 a %s function is not asked", async (version) => {
    const world = machineWorld({}, version);
    let asked = 0;
    world.functions.set(FUNCTION, (event) => {
      asked += 1;
      return grow(event);
    });
    const { document } = await ask(world);
    expect([asked, claimsOf(document["access_token"])["scope"]]).toEqual([
      0,
      "meters/read https://api.example.com/v1/orders",
    ]);
  });

  test("COG-TRG-3 a V3_0 function is told of people as before, in its version", async () => {
    const world = machineWorld({}, "V3_0");
    await world.addUser();
    const events: Record<string, unknown>[] = [];
    world.functions.set(FUNCTION, (event) => {
      events.push(event);
      return grow(event);
    });
    const tokens = await obtainTokens(world);
    expect(events).toMatchObject([{ version: "3", triggerSource: "TokenGeneration_HostedAuth" }]);
    expect(claimsOf(tokens["access_token"])).toMatchObject({ plant: "north", "cognito:groups": ["Admins"] });
  });

  test("OAU-39 a function that fails gives no token, and its words", async () => {
    const world = machineWorld({}, "V3_0");
    const payload = Buffer.from(JSON.stringify({ errorMessage: "not today" }));
    world.functions.set(FUNCTION, () => ({ kind: "function-error", payload }));
    expect(await ask(world)).toMatchObject({
      status: 400,
      document: {
        error: "invalid_request",
        error_description: "PreTokenGeneration failed with error not today.",
      },
    });
  });

  test.each(["north", "[]", "null", '{"plant":1}', '{"a":{}}'])(
    "OAU-87 aws_client_metadata %s is refused",
    async (text) => {
      expect(await ask(machineWorld(), { aws_client_metadata: text })).toMatchObject({
        status: 400,
        document: { error: "invalid_request" },
      });
    },
  );
});
