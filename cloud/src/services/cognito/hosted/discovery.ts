import type { HttpRequest, HttpResponse } from "../../../wire/http.ts";
import type { DiscoveryDependencies } from "./domain-request/dependencies.ts";

const CORS = { "Access-Control-Allow-Origin": "*" };
const PREFLIGHT: HttpResponse = {
  status: 200,
  headers: {
    ...CORS,
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
  },
};

export interface Discovery {
  /** @param path behind the pool id, e.g. `/.well-known/jwks.json` */
  handle(request: HttpRequest, userPoolId: string, path: string): Promise<HttpResponse>;
}

/**
 * What verifiers read of a pool: its OpenID configuration and its public keys.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
 */
export function createDiscovery(deps: DiscoveryDependencies): Discovery {
  const documents: ReadonlyMap<string, (userPoolId: string) => object | Promise<object>> = new Map([
    ["/.well-known/openid-configuration", (userPoolId) => openidConfiguration(deps, userPoolId)],
    ["/.well-known/jwks.json", (userPoolId) => deps.keys.keySet(userPoolId)],
  ]);
  return {
    handle: async (request, userPoolId, path) => {
      const document = documents.get(path);
      if (document === undefined) return answer(404, { message: "Not Found" });
      if (request.method === "OPTIONS") return PREFLIGHT;
      if (request.method !== "GET" && request.method !== "HEAD") {
        return { status: 405, headers: { ...CORS, Allow: "GET, HEAD, OPTIONS" } };
      }
      // OAU-80: keys are shown for pools that exist, and made for no other.
      if (deps.pools.find(userPoolId) === undefined) {
        return answer(404, { message: `User pool ${userPoolId} does not exist.` });
      }
      return answer(200, await document(userPoolId), { "Cache-Control": "public, max-age=86400" });
    },
  };
}

/** Fields and their order as Cognito publishes them; it names no PKCE methods and no grant types. */
function openidConfiguration({ domains, endpoints }: DiscoveryDependencies, userPoolId: string): object {
  const domain = domains.findByPool(userPoolId);
  const pool = `${endpoints.base}/${userPoolId}`;
  const oauth = domain === undefined ? pool : `${endpoints.authDomain(domain.domain)}/oauth2`;
  return {
    authorization_endpoint: `${oauth}/authorize`,
    end_session_endpoint: `${domain === undefined ? pool : endpoints.authDomain(domain.domain)}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    issuer: endpoints.issuer(userPoolId),
    // Under this cloud's address even when the issuer has AWS's form: the keys are here.
    jwks_uri: `${pool}/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    revocation_endpoint: `${oauth}/revoke`,
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    userinfo_endpoint: `${oauth}/userInfo`,
  };
}

function answer(status: number, document: object, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "application/json", ...CORS, ...headers },
    body: JSON.stringify(document),
  };
}
