import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  CreateGroupCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FunctionInvoker } from "../../../../core/ports/function-invoker.ts";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { refusalOf } from "../../testing/administration.ts";
import { claimsOf, createWorld } from "../../testing/sign-in-world.ts";

const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:pre-token";
const REVOKED = "NotAuthorizedException: Access Token has been revoked";
const clock = new ManualClock();
let reply: Record<string, unknown> = {};
let events: { request: Record<string, unknown>; triggerSource: string; version: string }[] = [];
const functionInvoker: FunctionInvoker = {
  invoke: async ({ payload }) => {
    const event = JSON.parse(payload.toString()) as (typeof events)[number];
    events.push(event);
    return { kind: "success", payload: Buffer.from(JSON.stringify({ ...event, response: reply })) };
  },
};
let world: Awaited<ReturnType<typeof createWorld>>;
let pool = "";
let app = "";
let people = 0;

beforeAll(async () => {
  world = await createWorld({ clock, functionInvoker });
  pool = await world.createPool({
    LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: FUNCTION, LambdaVersion: "V2_0" } },
  });
  app = (await world.createClient(pool)).id;
  await world.client.send(new CreateGroupCommand({ UserPoolId: pool, GroupName: "Admins", Precedence: 0 }));
});
afterAll(() => world.close());
beforeEach(() => {
  reply = {};
  events = [];
});

async function signedIn(client = app) {
  people += 1;
  const login = `person${people}@example.com`;
  const sub = await world.createPerson(pool, login);
  const { AuthenticationResult } = await world.withPassword(client, login);
  return { login, sub, ...AuthenticationResult };
}

const getUser = (AccessToken: string | undefined) => world.client.send(new GetUserCommand({ AccessToken }));
const refresh = (RefreshToken: string | undefined, ClientId = app) =>
  world.client.send(new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId }));

describe("tokens", () => {
  test("COG-TOK exactly the claims of a sign-in through the API", async () => {
    const { AccessToken, IdToken, sub, login } = await signedIn();
    const access = claimsOf(AccessToken);
    const id = claimsOf(IdToken);
    const now = Math.floor(clock.now() / 1000);
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

    expect(access).toEqual({
      sub,
      iss: `http://localhost:4566/${pool}`,
      client_id: app,
      origin_jti: uuid,
      event_id: uuid,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      auth_time: now,
      exp: now + 3600,
      iat: now,
      jti: uuid,
      username: sub,
    });
    expect(id).toEqual({
      sub,
      iss: `http://localhost:4566/${pool}`,
      "cognito:username": sub,
      origin_jti: access["origin_jti"],
      aud: app,
      event_id: access["event_id"],
      token_use: "id",
      auth_time: now,
      exp: now + 3600,
      iat: now,
      jti: uuid,
      email: login,
      email_verified: true,
    });
    expect(id["jti"]).not.toBe(access["jti"]);
    const header = JSON.parse(Buffer.from(AccessToken?.split(".")[0] ?? "", "base64url").toString("utf8"));
    expect(Object.keys(header)).toEqual(["kid", "alg"]);
  });

  test("COG-TOK-8 V2_0: groups and scopes change as the function says, reserved claims do not", async () => {
    const person = await signedIn();
    await world.client.send(
      new AdminAddUserToGroupCommand({ UserPoolId: pool, GroupName: "Admins", Username: person.sub }),
    );
    events = [];
    reply = {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: {
          claimsToAddOrOverride: { house: { rooms: 3 }, sub: "eve", aud: "x", email_verified: [true] },
          claimsToSuppress: ["email", "token_use"],
        },
        accessTokenGeneration: {
          claimsToAddOrOverride: {
            sub: "eve",
            scope: "root",
            "cognito:groups": ["Gods"],
            aud: "x",
            n: 1,
            both: 1,
          },
          claimsToSuppress: ["exp", "username", "both", "aws.cognito.signin.user.admin"],
          scopesToAdd: ["openid", `Admins-${app}`, "openid"],
          scopesToSuppress: ["openid"],
        },
        // What a Go function sends for a struct it did not fill.
        groupOverrideDetails: { groupsToOverride: null, iamRolesToOverride: null, preferredRole: null },
      },
    };
    const { AuthenticationResult } = await world.withPassword(app, person.login);
    const access = claimsOf(AuthenticationResult?.AccessToken);
    const id = claimsOf(AuthenticationResult?.IdToken);

    expect(events).toMatchObject([
      {
        version: "2",
        triggerSource: "TokenGeneration_Authentication",
        userName: person.sub,
        request: {
          scopes: ["aws.cognito.signin.user.admin"],
          groupConfiguration: { groupsToOverride: ["Admins"], iamRolesToOverride: [], preferredRole: null },
          userAttributes: { sub: person.sub, email_verified: "true", "cognito:user_status": "CONFIRMED" },
        },
      },
    ]);
    expect(access).toMatchObject({
      sub: person.sub,
      username: person.sub,
      "cognito:groups": ["Admins"],
      scope: `aws.cognito.signin.user.admin Admins-${app}`,
      n: 1,
      exp: expect.any(Number),
    });
    expect(access).not.toHaveProperty("aud");
    expect(access).not.toHaveProperty("both");
    expect(id).toMatchObject({
      sub: person.sub,
      aud: app,
      house: { rooms: 3 },
      token_use: "id",
      email_verified: true,
    });
    expect(id).not.toHaveProperty("email");
  });

  test("COG-TOK-14 the admin scope can be taken away, and self-service ends with it", async () => {
    reply = {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          scopesToAdd: ["email"],
          scopesToSuppress: ["aws.cognito.signin.user.admin"],
        },
        groupOverrideDetails: { groupsToOverride: [] },
      },
    };
    const { AccessToken } = await signedIn();

    expect(claimsOf(AccessToken)["scope"]).toBe("email");
    expect(await refusalOf(getUser(AccessToken))).toBe(
      "NotAuthorizedException: Access Token does not have required scopes",
    );
  });

  test("COG-TOK-15 groups stay when nothing is said of them, and go with an empty or null object", async () => {
    const person = await signedIn();
    const GroupName = "Admins";
    await world.client.send(
      new AdminAddUserToGroupCommand({ UserPoolId: pool, Username: person.login, GroupName }),
    );
    const groupsWith = async (details: object) => {
      reply = { claimsAndScopeOverrideDetails: details };
      const { AuthenticationResult } = await world.withPassword(app, person.login);
      const [access, id] = [AuthenticationResult?.AccessToken, AuthenticationResult?.IdToken].map(claimsOf);
      expect(id?.["cognito:groups"]).toEqual(access?.["cognito:groups"]);
      return access?.["cognito:groups"];
    };

    expect(await groupsWith({ idTokenGeneration: null })).toEqual(["Admins"]);
    expect(
      await groupsWith({ groupOverrideDetails: { groupsToOverride: null, preferredRole: null } }),
    ).toEqual(["Admins"]);
    expect(await groupsWith({ groupOverrideDetails: null })).toBeUndefined();
    expect(await groupsWith({ groupOverrideDetails: {} })).toBeUndefined();
    expect(await groupsWith({ groupOverrideDetails: { groupsToOverride: [] } })).toBeUndefined();
    expect(await groupsWith({ groupOverrideDetails: { groupsToOverride: ["Guests"] } })).toEqual(["Guests"]);
  });

  test("COG-TRG-2 nonsense from the function is refused", async () => {
    const person = await signedIn();
    const unrecognizable = "InvalidLambdaResponseException: Unrecognizable lambda output";
    for (const details of [
      [],
      "text",
      { accessTokenGeneration: { scopesToAdd: "openid" } },
      { accessTokenGeneration: { scopesToAdd: ["two words"] } },
      { accessTokenGeneration: { claimsToSuppress: [1] } },
      { idTokenGeneration: { claimsToAddOrOverride: ["x"] } },
      { groupOverrideDetails: { groupsToOverride: [{}] } },
    ]) {
      reply = { claimsAndScopeOverrideDetails: details };
      expect(await refusalOf(world.withPassword(app, person.login))).toBe(unrecognizable);
    }
    reply = { claimsAndScopeOverrideDetails: null };
    expect((await world.withPassword(app, person.login)).AuthenticationResult).toBeDefined();
  });

  test("COG-TOK-12 each bad access token has its sentence", async () => {
    const { AccessToken = "", IdToken, sub } = await signedIn();
    const [header = "", payload = "", signature = ""] = AccessToken.split(".");
    const forged = Buffer.from(JSON.stringify({ ...claimsOf(AccessToken), sub: "eve" })).toString(
      "base64url",
    );

    expect(await getUser(AccessToken)).toMatchObject({ Username: sub });
    expect(await refusalOf(getUser("garbage"))).toBe("NotAuthorizedException: Invalid Access Token");
    expect(await refusalOf(getUser(IdToken))).toBe("NotAuthorizedException: Invalid Access Token");
    expect(await refusalOf(getUser(`${header}.${forged}.${signature}`))).toBe(
      "NotAuthorizedException: Could not verify signature for Access Token",
    );
    expect(await refusalOf(getUser(`${header}.${payload}.AAAA`))).toBe(
      "NotAuthorizedException: Could not verify signature for Access Token",
    );
    clock.advanceSeconds(3_600);
    expect(await refusalOf(getUser(AccessToken))).toBe("NotAuthorizedException: Access Token has expired");
  });
});

describe("refresh", () => {
  test("COG-TOK-9 a refresh keeps the sign-in and gives no new refresh token; other texts give nothing", async () => {
    const person = await signedIn();
    const token = person.RefreshToken ?? "";
    clock.advanceSeconds(60);
    const refreshed = (await refresh(token)).AuthenticationResult;
    const before = claimsOf(person.AccessToken);
    const after = claimsOf(refreshed?.AccessToken);

    expect(refreshed?.RefreshToken).toBeUndefined();
    expect(after).toMatchObject({ auth_time: before["auth_time"], origin_jti: before["origin_jti"] });
    expect(after["iat"]).toBe(Number(before["iat"]) + 60);
    expect(after["jti"]).not.toBe(before["jti"]);
    expect(after["event_id"]).not.toBe(before["event_id"]);
    expect(events.at(-1)?.triggerSource).toBe("TokenGeneration_RefreshTokens");
    const other = (await world.createClient(pool)).id;
    const invalid = "NotAuthorizedException: Invalid Refresh Token";
    const parts = token.split(".");
    for (const spoiled of [0, 1, 2, 3, 4]) {
      const part = parts[spoiled] ?? "";
      const changed = `${part.slice(0, 5)}${part[5] === "A" ? "B" : "A"}${part.slice(6)}`;
      expect(await refusalOf(refresh(parts.with(spoiled, changed).join(".")))).toBe(invalid);
    }
    expect(await refusalOf(refresh("garbage"))).toBe(invalid);
    expect(await refusalOf(refresh(`${token}=`))).toBe(invalid);
    expect(await refusalOf(refresh(token, other))).toBe(
      "NotAuthorizedException: Refresh Token has different Client",
    );
  });

  test("COG-TOK-9 REFRESH_TOKEN_AUTH does the same through InitiateAuth", async () => {
    const { RefreshToken = "" } = await signedIn();
    const answer = await world.client.send(
      new InitiateAuthCommand({
        ClientId: app,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: RefreshToken },
      }),
    );

    expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    expect(answer.AuthenticationResult?.RefreshToken).toBeUndefined();
    expect(answer.ChallengeParameters).toEqual({});
  });

  test("COG-TOK-10 expired, of a disabled user, of a deleted user", async () => {
    const expired = await signedIn();
    const disabled = await signedIn();
    const deleted = await signedIn();
    await world.client.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: disabled.login }));
    await world.client.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: deleted.login }));

    expect(await refusalOf(refresh(disabled.RefreshToken))).toBe("NotAuthorizedException: User is disabled.");
    expect(await refusalOf(refresh(deleted.RefreshToken))).toBe(
      "NotAuthorizedException: The user has been deleted for the associated refresh token",
    );
    clock.advanceSeconds(30 * 86_400);
    expect(await refusalOf(refresh(expired.RefreshToken))).toBe(
      "NotAuthorizedException: Refresh Token has expired",
    );
  });

  test("COG-TOK-11 rotation: the old token works for the grace period, later it ends the family", async () => {
    const rotating = await world.createClient(pool, {
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
    });
    const person = await signedIn(rotating.id);
    const first = person.RefreshToken;
    const second = (await refresh(first, rotating.id)).AuthenticationResult?.RefreshToken;

    expect(second).toBeDefined();
    clock.advanceSeconds(10);
    const retried = (await refresh(first, rotating.id)).AuthenticationResult?.RefreshToken;
    expect(retried).toBeDefined();
    clock.advanceSeconds(1);
    expect((await refresh(second, rotating.id)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusalOf(refresh(first, rotating.id))).toMatch(/^RefreshTokenReuseException/);
    expect(await refusalOf(refresh(retried, rotating.id))).toBe(
      "NotAuthorizedException: Refresh Token has been revoked",
    );
    expect(await refusalOf(getUser(person.AccessToken))).toBe(REVOKED);
  });
});

describe("revocation", () => {
  const revoke = (Token: string | undefined, ClientId = app) =>
    world.client.send(new RevokeTokenCommand({ Token, ClientId }));

  test("COG-TOK-13 RevokeToken ends the family, and nothing else", async () => {
    const person = await signedIn();
    const other = await world.withPassword(app, person.login);
    const foreign = (await world.createClient(pool)).id;

    expect(await refusalOf(revoke(person.AccessToken))).toBe(
      "UnsupportedTokenTypeException: Unsupported token type",
    );
    expect(await refusalOf(revoke(person.RefreshToken, foreign))).toMatch(/^UnauthorizedException/);
    expect(await getUser(person.AccessToken)).toBeDefined();
    await revoke(person.RefreshToken);
    await revoke(person.RefreshToken);
    expect(await refusalOf(getUser(person.AccessToken))).toBe(REVOKED);
    expect(await refusalOf(refresh(person.RefreshToken))).toBe(
      "NotAuthorizedException: Refresh Token has been revoked",
    );
    expect(await getUser(other.AuthenticationResult?.AccessToken)).toBeDefined();
  });

  test("COG-TOK-13 GlobalSignOut ends every session of one person; a new sign-in is good", async () => {
    const person = await signedIn();
    const bystander = await signedIn();
    await world.client.send(new GlobalSignOutCommand({ AccessToken: person.AccessToken }));

    expect(await refusalOf(getUser(person.AccessToken))).toBe(REVOKED);
    expect(await refusalOf(refresh(person.RefreshToken))).toMatch(/has been revoked/);
    expect(await getUser(bystander.AccessToken)).toBeDefined();
    const again = await world.withPassword(app, person.login);
    expect(await getUser(again.AuthenticationResult?.AccessToken)).toBeDefined();
    await world.client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: pool, Username: person.login }));
    expect(await refusalOf(getUser(again.AuthenticationResult?.AccessToken))).toBe(REVOKED);
  });

  test("COG-SEC-2 a client with a secret gives it to refresh and to revoke", async () => {
    const own = await world.createClient(pool, { GenerateSecret: true });
    const person = await signedIn();
    const ask = (ClientSecret: string | undefined, RefreshToken = person.RefreshToken) =>
      world.client.send(
        new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId: own.id, ClientSecret }),
      );
    const wrong = `NotAuthorizedException: Unable to verify secret for client ${own.id}`;

    expect(await refusalOf(ask(undefined))).toBe(wrong);
    expect(await refusalOf(ask("x".repeat(own.secret.length)))).toBe(wrong);
    expect(await refusalOf(ask(own.secret))).toBe(
      "NotAuthorizedException: Refresh Token has different Client",
    );
    expect(await refusalOf(revoke(person.RefreshToken, own.id))).toBe(wrong);
  });

  test("COG-TOK-13 a client without revocation gives no origin_jti and revokes nothing", async () => {
    const plain = await world.createClient(pool, { EnableTokenRevocation: false });
    const person = await signedIn(plain.id);

    expect(claimsOf(person.AccessToken)).not.toHaveProperty("origin_jti");
    expect(await getUser(person.AccessToken)).toBeDefined();
    expect(await refusalOf(revoke(person.RefreshToken, plain.id))).toMatch(/^UnsupportedOperationException/);
    await world.client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: pool, Username: person.login }));
    expect(await refusalOf(getUser(person.AccessToken))).toBe(REVOKED);
  });
});
