import { describe, expect, test } from "vitest";
import type { HttpResponse } from "../../../wire/http.ts";
import { bodyOf, request } from "./testing/browser.ts";
import { createWorld, PREFIX, type World } from "./testing/world.ts";

async function discover(world: World, path: string, { method = "GET", poolId = world.pool.id } = {}) {
  const response: HttpResponse = await world.discovery.handle(request(path, "", { method }), poolId, path);
  const text = bodyOf(response);
  return { response, document: text === "" ? undefined : (JSON.parse(text) as Record<string, unknown>) };
}

const OPENID = "/.well-known/openid-configuration";
const JWKS = "/.well-known/jwks.json";

describe("discovery", () => {
  test("openid-configuration has exactly Cognito's fields", async () => {
    const world = createWorld();
    const { response, document } = await discover(world, OPENID);
    const pool = `http://localhost:4566/${world.pool.id}`;
    const domain = `http://localhost:4566/_aws/cognito-auth/${PREFIX}`;
    expect(response.status).toBe(200);
    expect(response.headers["Access-Control-Allow-Origin"]).toBe("*");
    expect(document).toEqual({
      authorization_endpoint: `${domain}/oauth2/authorize`,
      end_session_endpoint: `${domain}/logout`,
      id_token_signing_alg_values_supported: ["RS256"],
      issuer: pool,
      jwks_uri: `${pool}/.well-known/jwks.json`,
      response_types_supported: ["code", "token"],
      revocation_endpoint: `${domain}/oauth2/revoke`,
      scopes_supported: ["openid", "email", "phone", "profile"],
      subject_types_supported: ["public"],
      token_endpoint: `${domain}/oauth2/token`,
      token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
      userinfo_endpoint: `${domain}/oauth2/userInfo`,
    });
  });

  test("openid-configuration without a domain points below the pool", async () => {
    const world = createWorld();
    world.stores.domains.remove(PREFIX);
    const { document } = await discover(world, OPENID);
    const pool = `http://localhost:4566/${world.pool.id}`;
    expect(document).toMatchObject({
      authorization_endpoint: `${pool}/authorize`,
      end_session_endpoint: `${pool}/logout`,
      userinfo_endpoint: `${pool}/userInfo`,
    });
  });

  test("jwks.json has two public keys and nothing private", async () => {
    const { document } = await discover(createWorld(), JWKS);
    const keys = document?.["keys"] as Record<string, string>[];
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key)).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
      expect(key).toMatchObject({ alg: "RS256", e: "AQAB", kty: "RSA", use: "sig" });
      expect(key["kid"]).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    }
  });

  test("OAU-80 an unknown pool has neither document nor keys", async () => {
    const world = createWorld();
    for (const path of [OPENID, JWKS]) {
      const { response, document } = await discover(world, path, { poolId: "eu-west-1_Nobody000" });
      expect(response.status).toBe(404);
      expect(document).toEqual({ message: "User pool eu-west-1_Nobody000 does not exist." });
    }
    expect(world.keys.loaded("eu-west-1_Nobody000")).toBeUndefined();
  });

  test("other paths are 404, other methods 405", async () => {
    const world = createWorld();
    expect((await discover(world, "/.well-known/other")).response.status).toBe(404);
    expect((await discover(world, JWKS, { method: "POST" })).response.status).toBe(405);
    expect((await discover(world, JWKS, { method: "OPTIONS" })).response.status).toBe(200);
  });
});
