import { CognitoJwtVerifier } from "aws-jwt-verify";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { homeOf } from "../support/home.ts";
import { type SignedIn, signInOverSrp } from "../support/srp.ts";
import { claimsOf, headerOf } from "../support/tokens.ts";

const facts = inject("product");
const home = homeOf(facts);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let admin: SignedIn;
let user: SignedIn;

beforeAll(async () => {
  [admin, user] = await Promise.all([
    signInOverSrp(facts, home, home.admin),
    signInOverSrp(facts, home, home.user),
  ]);
});

const scopesOf = (token: string): Set<string> => new Set(String(claimsOf(token)["scope"]).split(" "));

/** People whose second factor is optional keep the scope to change it; conformance/projects has the others. */
const SELF_SERVICE = "aws.cognito.signin.user.admin";

describe("access tokens after an SRP sign-in (C6, C7)", () => {
  test("an administrator's carries the group and its scope", () => {
    expect(claimsOf(admin.access)["cognito:groups"]).toEqual(["Admins"]);
    expect(scopesOf(admin.access)).toEqual(
      new Set(["openid", "profile", "email", SELF_SERVICE, `Admins-${home.clientId}`]),
    );
  });

  test("a plain user's carries neither", () => {
    expect(Object.keys(claimsOf(user.access))).not.toContain("cognito:groups");
    expect(scopesOf(user.access)).toEqual(new Set(["openid", "profile", "email", SELF_SERVICE]));
  });

  test("every claim kind of the sample is there", () => {
    const claims = claimsOf(user.access);
    expect(claims).toMatchObject({
      sub: expect.stringMatching(UUID),
      iss: `http://localhost:${facts.port}/${home.userPoolId}`,
      client_id: home.clientId,
      origin_jti: expect.stringMatching(UUID),
      event_id: expect.stringMatching(UUID),
      token_use: "access",
      jti: expect.stringMatching(UUID),
      username: claims["sub"],
    });
    const { auth_time, iat, exp } = claims as { auth_time: number; iat: number; exp: number };
    expect([Number.isInteger(auth_time), exp - iat]).toEqual([true, 3600]);
    // The trigger may have to start between the two.
    expect(iat).toBeGreaterThanOrEqual(auth_time);
    expect(headerOf(user.access)).toEqual({ kid: expect.any(String), alg: "RS256" });
  });

  test("the ID token says who the person is and shares the event", () => {
    const claims = claimsOf(user.id);
    expect(claims).toMatchObject({
      aud: home.clientId,
      token_use: "id",
      email: "user@example.com",
      email_verified: true,
      name: "Uli User",
      "cognito:username": claims["sub"],
      event_id: claimsOf(user.access)["event_id"],
      origin_jti: claimsOf(user.access)["origin_jti"],
    });
    expect(claims["jti"]).not.toBe(claimsOf(user.access)["jti"]);
    expect(Object.keys(claims)).not.toContain("scope");
    expect(headerOf(user.id)["kid"]).not.toBe(headerOf(user.access)["kid"]);
  });
});

describe("aws-jwt-verify", () => {
  const verifierFor = (tokenUse: "access" | "id") => {
    const verifier = CognitoJwtVerifier.create({
      userPoolId: home.userPoolId,
      clientId: home.clientId,
      tokenUse,
    });
    return verifier;
  };

  test("AWS's own issuer is not claimed: a local token does not pass for a real one", async () => {
    const jwks = await (await fetch(`${facts.endpoint}/${home.userPoolId}/.well-known/jwks.json`)).json();
    const verifier = verifierFor("access");
    verifier.cacheJwks(jwks);
    await expect(verifier.verify(user.access)).rejects.toThrow(/issuer not configured/);
  });

  test("with the issuer of this cloud the token verifies, and a forged one does not", async () => {
    const { JwtVerifier } = await import("aws-jwt-verify");
    const issuer = String(claimsOf(user.access)["iss"]);
    const verifier = JwtVerifier.create({
      issuer,
      audience: null,
      jwksUri: `${issuer}/.well-known/jwks.json`,
    });
    const jwks = await (await fetch(`${issuer}/.well-known/jwks.json`)).json();
    verifier.cacheJwks(jwks);
    expect((await verifier.verify(user.access))["sub"]).toBe(claimsOf(user.access)["sub"]);
    const [header, payload, signature = ""] = user.access.split(".");
    const forged = `${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`;
    await expect(verifier.verify(forged)).rejects.toThrow();
  });
});
