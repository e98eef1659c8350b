import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aClient, aPool, aUser } from "../../testing/records.ts";
import type { Group } from "../groups/group.ts";
import { accessClaims, idClaims, type TokenMoment } from "./claims.ts";
import { groupConfigurationOf } from "./group-configuration.ts";
import type { TokenRequest } from "./issuer.ts";
import { NO_OVERRIDES } from "./overrides.ts";
import { askPreTokenTrigger } from "./pre-token.ts";

const user = aUser({
  attributes: {
    email: "ann@example.com",
    email_verified: "true",
    phone_number: "+15555550100",
    phone_number_verified: "false",
    name: "Ann",
    address: "Home Street 1",
    updated_at: "1700000000",
    "custom:house": "7",
    "dev:custom:note": "x",
  },
});
const request: TokenRequest = {
  pool: aPool({}),
  client: aClient({}),
  user,
  cause: "TokenGeneration_HostedAuth",
  scopes: ["openid"],
  oauth: true,
  nonce: "n-1",
  authenticatedAt: 1_000_999,
};
const moment: TokenMoment = {
  issuer: "http://localhost:4566/pool",
  issuedAt: 2_000,
  eventId: "event",
  originJti: "origin",
  groups: groupConfigurationOf([]),
  overrides: NO_OVERRIDES,
};
const idOf = (changes: Partial<TokenRequest>, at: Partial<TokenMoment> = {}) =>
  Object.fromEntries(
    idClaims({ ...request, ...changes }, { ...moment, ...at }, { jti: "j", accessToken: "abc" }),
  );
const accessOf = (changes: Partial<TokenRequest>, at: Partial<TokenMoment> = {}) =>
  Object.fromEntries(accessClaims({ ...request, ...changes }, { ...moment, ...at }, "j"));

function aGroup(name: string, precedence: number | undefined, roleArn?: string): Group {
  return { userPoolId: "p", name, description: undefined, roleArn, precedence, createdAt: 0, modifiedAt: 0 };
}

describe("claims", () => {
  test("COG-TOK OAuth access tokens carry version 2 and the granted scopes, ID tokens at_hash and nonce", () => {
    expect(accessOf({ scopes: ["openid", "email"] })).toMatchObject({
      version: 2,
      scope: "openid email",
      auth_time: 1000,
    });
    expect(accessOf({ oauth: false })).not.toHaveProperty("version");
    const half = createHash("sha256").update("abc").digest().subarray(0, 16).toString("base64url");
    expect(idOf({})).toMatchObject({ at_hash: half, nonce: "n-1" });
    expect(idOf({ oauth: false })).not.toHaveProperty("at_hash");
    expect(idOf({ oauth: false })).not.toHaveProperty("nonce");
    expect(accessOf({}, { originJti: undefined })).not.toHaveProperty("origin_jti");
  });

  test("COG-TOK-7 scopes open attributes over OAuth; the API gives all", () => {
    const shown = (scopes: string[], oauth = true) =>
      Object.keys(idOf({ scopes, oauth })).filter((name) => name in user.attributes);
    const standard = [
      "email",
      "email_verified",
      "phone_number",
      "phone_number_verified",
      "name",
      "address",
      "updated_at",
    ];

    expect(shown(["openid"])).toEqual(standard);
    expect(shown(["openid", "profile", "email"])).toEqual(standard);
    expect(shown(["openid", "email"])).toEqual(["email", "email_verified"]);
    expect(shown(["openid", "phone"])).toEqual(["phone_number", "phone_number_verified"]);
    expect(shown(["aws.cognito.signin.user.admin"], false)).toEqual(standard);
  });

  test("COG-TOK-7 only what the client may read, in its JSON type", () => {
    const own = aClient({ readAttributes: ["email", "custom:house"] });

    expect(idOf({ client: own })).toMatchObject({ email: "ann@example.com", "custom:house": "7" });
    expect(idOf({ client: own })).not.toHaveProperty("name");
    expect(idOf({ client: own })).not.toHaveProperty("email_verified");
    expect(idOf({})).not.toHaveProperty("custom:house");
    expect(idOf({})).toMatchObject({
      email_verified: true,
      phone_number_verified: false,
      address: { formatted: "Home Street 1" },
      updated_at: 1_700_000_000,
    });
  });

  test("COG-TOK roles come from groups; a shared first place prefers none", () => {
    const strongest = groupConfigurationOf([
      aGroup("a", 0),
      aGroup("b", 1, "arn:b"),
      aGroup("c", 2, "arn:c"),
    ]);
    const shared = groupConfigurationOf([aGroup("a", 1, "arn:a"), aGroup("b", 1, "arn:b")]);
    const id = idOf({}, { groups: strongest });

    expect(strongest).toEqual({ groups: ["a", "b", "c"], roles: ["arn:b", "arn:c"], preferredRole: "arn:b" });
    expect(shared.preferredRole).toBeUndefined();
    expect(id).toMatchObject({
      "cognito:groups": ["a", "b", "c"],
      "cognito:roles": ["arn:b", "arn:c"],
      "cognito:preferred_role": "arn:b",
    });
    expect(accessOf({}, { groups: strongest })).not.toHaveProperty("cognito:roles");
    expect(idOf({})).not.toHaveProperty("cognito:groups");
  });

  test("COG-TOK-8 suppressing groups takes the roles along", () => {
    const groups = groupConfigurationOf([aGroup("a", 0, "arn:a")]);
    const id = { add: new Map(), suppress: new Set(["cognito:groups"]) };
    const claims = idOf({}, { groups, overrides: { ...NO_OVERRIDES, id } });

    for (const name of ["cognito:groups", "cognito:roles", "cognito:preferred_role"]) {
      expect(claims).not.toHaveProperty(name);
    }
  });

  test("COG-TOK-8 what only access tokens have is like any other claim of an ID token, and closed there", async () => {
    const open = ["scope", "username", "client_id", "version", "event_id", "device_key"];
    const closed = [
      ...["acr", "amr", "aud", "at_hash", "auth_time", "azp", "cognito:username", "exp", "iat", "identities"],
      ...["iss", "jti", "nbf", "nonce", "origin_jti", "sub", "token_use"],
    ];
    const add = new Map([...open, ...closed].map((name) => [name, "x"]));
    const own = { add, suppress: new Set<string>() };
    const overrides = { ...NO_OVERRIDES, id: own, access: own };
    const id = idOf({}, { overrides });
    const access = accessOf({}, { overrides });

    for (const name of open) expect([name, id[name], access[name]]).toEqual([name, "x", accessOf({})[name]]);
    for (const name of closed) expect([name, id[name], access[name]]).not.toContain("x");
    const suppressed = { add: new Map(), suppress: new Set([...open, ...closed]) };
    const without = { overrides: { ...NO_OVERRIDES, id: suppressed, access: suppressed } };
    expect(idOf({}, without)).not.toHaveProperty("event_id");
    expect(idOf({}, without)).toMatchObject({ sub: idOf({})["sub"], token_use: "id" });
    expect(accessOf({}, without)).toEqual(accessOf({}));
  });

  test.each(["V1_0", "V2_0"] as const)(
    "COG-TOK-15 %s: an empty or null groupOverrideDetails",
    async (version) => {
      const lambdaArn = "arn:aws:lambda:eu-west-1:123456789012:function:f";
      const pool = aPool({ lambdaTriggers: { preTokenGeneration: { lambdaArn, version } } });
      const member = version === "V1_0" ? "claimsOverrideDetails" : "claimsAndScopeOverrideDetails";
      const groupsOf = async (details: object) => {
        const run = async () => ({ [member]: details });
        return (await askPreTokenTrigger({ run }, { ...request, pool }, groupConfigurationOf([]))).groups;
      };
      expect(await groupsOf({})).toBeUndefined();
      for (const groupOverrideDetails of [null, {}]) {
        expect(await groupsOf({ groupOverrideDetails })).toEqual({
          groups: [],
          roles: [],
          preferredRole: undefined,
        });
      }
    },
  );

  test("COG-TOK-8 V1_0: claims of the ID token only, as strings; groups of both", async () => {
    const lambdaArn = "arn:aws:lambda:eu-west-1:123456789012:function:f";
    const pool = aPool({ lambdaTriggers: { preTokenGeneration: { lambdaArn, version: "V1_0" } } });
    const ask = (details: unknown) =>
      askPreTokenTrigger(
        { run: async () => ({ claimsOverrideDetails: details }) },
        { ...request, pool },
        groupConfigurationOf([]),
      );
    const overrides = await ask({
      claimsToAddOrOverride: { house: "7" },
      claimsToSuppress: ["email"],
      groupOverrideDetails: { groupsToOverride: ["Guests"] },
    });

    expect(idOf({}, { overrides })).toMatchObject({ house: "7", "cognito:groups": ["Guests"] });
    expect(idOf({}, { overrides })).not.toHaveProperty("email");
    expect(accessOf({}, { overrides })).toMatchObject({ "cognito:groups": ["Guests"] });
    expect(accessOf({}, { overrides })).not.toHaveProperty("house");
    await expect(ask({ claimsToAddOrOverride: { rooms: { n: 3 } } })).rejects.toThrow(
      "Unrecognizable lambda output",
    );
    expect(await ask(null)).toEqual(NO_OVERRIDES);
  });
});
