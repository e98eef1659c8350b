import { describe, expect, test } from "vitest";
import type { AcceptedTokens, Claims } from "../../../../../core/ports/token-verifier.ts";
import { api, COGNITO, method, serve } from "../../../testing/stage.ts";

const ACCESS: Claims = { sub: "person", token_use: "access", scope: "openid email Admins-client" };
const ID: Claims = { sub: "person", token_use: "id", aud: "client-1", scope: "email" };

function served(scopes: readonly string[] | undefined, changes: object = {}) {
  const guarded = method("GET", {
    authorizationType: "COGNITO_USER_POOLS",
    authorizerId: COGNITO.id,
    ...(scopes === undefined ? {} : { authorizationScopes: scopes }),
  });
  const stage = serve(api({ "/x": [guarded] }, { authorizers: [{ ...COGNITO, ...changes }] }));
  stage.fakes.tokens.set("access.token.ok", { kind: "valid", tokenUse: "access", claims: ACCESS });
  stage.fakes.tokens.set("id.token.ok", { kind: "valid", tokenUse: "id", claims: ID });
  stage.fakes.tokens.set("old.token.x", { kind: "expired" });
  return stage;
}

const UNAUTHORIZED = '{"message":"Unauthorized"}';
const EXPIRED = '{"message":"The incoming token has expired"}';

interface Case {
  readonly title: string;
  readonly scopes?: readonly string[];
  readonly header?: string | readonly string[];
  readonly headerName?: string;
  readonly authorizer?: object;
  /** Undefined: the call passes. */
  readonly refused?: string;
}

const CASES: readonly Case[] = [
  {
    title: "access token, one scope of the method",
    scopes: ["Admins-client"],
    header: "Bearer access.token.ok",
  },
  { title: "any one scope suffices", scopes: ["other", "email"], header: "Bearer access.token.ok" },
  { title: "a raw token without Bearer", scopes: ["email"], header: "access.token.ok" },
  {
    title: "header name in lower case",
    scopes: ["email"],
    headerName: "authorization",
    header: "access.token.ok",
  },
  { title: "identity token, method without scopes", header: "id.token.ok" },
  { title: "identity token, empty scopes", scopes: [], header: "id.token.ok" },
  { title: "header absent", scopes: ["email"], refused: UNAUTHORIZED },
  { title: "header empty", scopes: ["email"], header: "", refused: UNAUTHORIZED },
  { title: "Bearer without token", scopes: ["email"], header: "Bearer ", refused: UNAUTHORIZED },
  {
    title: "two blanks after Bearer",
    scopes: ["email"],
    header: "Bearer  access.token.ok",
    refused: UNAUTHORIZED,
  },
  { title: "blank behind the token", scopes: ["email"], header: "access.token.ok ", refused: UNAUTHORIZED },
  { title: "blank inside the token", scopes: ["email"], header: "access. token.ok", refused: UNAUTHORIZED },
  { title: "garbage", scopes: ["email"], header: "Bearer garbage", refused: UNAUTHORIZED },
  {
    title: "two tokens",
    scopes: ["email"],
    header: ["access.token.ok", "access.token.ok"],
    refused: UNAUTHORIZED,
  },
  { title: "Basic credentials", scopes: ["email"], header: "Basic dTpw", refused: UNAUTHORIZED },
  { title: "expired", scopes: ["email"], header: "old.token.x", refused: EXPIRED },
  { title: "access token, method without scopes", header: "access.token.ok", refused: UNAUTHORIZED },
  {
    title: "identity token, method with scopes",
    scopes: ["email"],
    header: "id.token.ok",
    refused: UNAUTHORIZED,
  },
  { title: "none of the scopes", scopes: ["Admins-other"], header: "access.token.ok", refused: UNAUTHORIZED },
  { title: "part of a scope name", scopes: ["Admins"], header: "access.token.ok", refused: UNAUTHORIZED },
  { title: "scopes in one text", scopes: ["openid email"], header: "access.token.ok", refused: UNAUTHORIZED },
  {
    title: "another pool",
    scopes: ["email"],
    header: "access.token.ok",
    authorizer: { providerARNs: ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_other"] },
    refused: UNAUTHORIZED,
  },
  {
    title: "another identity source",
    header: "id.token.ok",
    headerName: "X-Token",
    authorizer: { identitySource: "method.request.header.X-Token" },
  },
  {
    title: "the default header when the source is another",
    header: "id.token.ok",
    authorizer: { identitySource: "method.request.header.X-Token" },
    refused: UNAUTHORIZED,
  },
  {
    title: "audience matches",
    header: "id.token.ok",
    authorizer: { identityValidationExpression: "client-\\d" },
  },
  {
    title: "audience matches in part only",
    header: "id.token.ok",
    authorizer: { identityValidationExpression: "client" },
    refused: UNAUTHORIZED,
  },
  {
    title: "access tokens have no audience",
    scopes: ["email"],
    header: "access.token.ok",
    authorizer: { identityValidationExpression: ".*" },
    refused: UNAUTHORIZED,
  },
];

describe("APIGW-6 COGNITO_USER_POOLS", () => {
  for (const it of CASES) {
    test(`APIGW-6 ${it.title}: ${it.refused === undefined ? "passes" : "401, the function does not run"}`, async () => {
      const stage = served(it.scopes, it.authorizer);
      const headers = it.header === undefined ? {} : { [it.headerName ?? "Authorization"]: it.header };

      const response = await stage.call({ path: "/v1/x", headers });

      if (it.refused === undefined) {
        expect(response.status).toBe(200);
        expect(stage.fakes.invocations).toHaveLength(1);
      } else {
        expect([response.status, response.body]).toEqual([401, it.refused]);
        expect(response.headers["x-amzn-ErrorType"]).toBe("UnauthorizedException");
        expect(response.headers).not.toHaveProperty("WWW-Authenticate");
        expect(stage.fakes.invocations).toHaveLength(0);
      }
    });
  }

  test("APIGW-1 a verifier that answers later decides before the function runs", async () => {
    const stage = served(["email"]);
    const verify = stage.fakes.context.tokenVerifier.verify.bind(stage.fakes.context.tokenVerifier);
    Object.assign(stage.fakes.context.tokenVerifier, {
      verify: async (token: string, accepted: AcceptedTokens) => verify(token, accepted),
    });

    const refused = await stage.call({ path: "/v1/x", headers: { Authorization: "nobody" } });
    const runsAfterRefusal = stage.fakes.invocations.length;
    const passed = await stage.call({ path: "/v1/x", headers: { Authorization: "access.token.ok" } });

    expect([refused.status, runsAfterRefusal, passed.status]).toEqual([401, 0, 200]);
  });

  test("APIGW-1 a verifier that throws is an error of the gateway, never a pass", async () => {
    const stage = served(["email"]);
    Object.assign(stage.fakes.context.tokenVerifier, {
      verify: () => {
        throw new Error("broken");
      },
    });

    const response = await stage.call({ path: "/v1/x", headers: { Authorization: "access.token.ok" } });

    expect([response.status, stage.fakes.invocations.length]).toEqual([500, 0]);
  });
});

describe("APIGW-5 misconfiguration", () => {
  for (const [title, changes] of [
    ["unknown authorization type", { authorizationType: "OPEN_SESAME" }],
    ["a custom authorizer that slipped in", { authorizationType: "CUSTOM", authorizerId: COGNITO.id }],
    ["a prototype name as type", { authorizationType: "__proto__" }],
    ["an authorizer that does not exist", { authorizationType: "COGNITO_USER_POOLS", authorizerId: "gone" }],
    ["no authorizer at all", { authorizationType: "COGNITO_USER_POOLS" }],
  ] as const) {
    test(`APIGW-5 ${title}: 500, never a pass`, async () => {
      const stage = serve(api({ "/x": [method("GET", changes)] }));

      const response = await stage.call({ path: "/v1/x", headers: { Authorization: "access.token.ok" } });

      expect([response.status, response.body]).toEqual([500, '{"message":"Internal server error"}']);
      expect(response.headers["x-amzn-ErrorType"]).toBe("AuthorizerConfigurationException");
      expect(stage.fakes.invocations).toHaveLength(0);
    });
  }
});
