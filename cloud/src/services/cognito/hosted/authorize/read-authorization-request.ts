import type { Why } from "../../../../core/why.ts";
import type { UserPoolClient } from "../../domain/clients/client.ts";
import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { DomainRequest } from "../domain-request/domain-request.ts";
import { ErrorPageRefusal, RedirectRefusal } from "../domain-request/refusals.ts";
import { withoutQuery } from "../http/addresses.ts";
import { parameter, repeatedNames } from "../http/forms.ts";
import {
  type AuthorizationAttempt,
  type AuthorizationCheck,
  type AuthorizationRequest,
  requestedScopes,
} from "./request/authorization-request.ts";

/** OAU-2: client and return address are given once; otherwise it is open which of them was checked. */
const identityIsUnambiguous: AuthorizationCheck = ({ parameters }) => {
  const repeated = repeatedNames(parameters);
  if (repeated.has("client_id") || repeated.has("redirect_uri"))
    throw new ErrorPageRefusal("invalid_request").because({
      rule: "OAU-2",
      reason: "oauth-request-malformed",
      had: { fault: "client_id or redirect_uri came twice" },
    });
};

/**
 * OAU-3: the browser goes back to an address the client has registered, compared as text, or to the
 * cloud's own page in a sign-in that the cloud itself began [OAU-82]. A client that is not enabled for
 * OAuth has no registered address.
 */
const redirectUriIsRegistered: AuthorizationCheck = ({ client, redirectUri, isOwn }) => {
  if (redirectUri === "") {
    throw new ErrorPageRefusal("Required String parameter 'redirect_uri' is not present").because(
      unregisteredWhy(client, redirectUri),
    );
  }
  const isRegistered = client.callbackUrls.includes(redirectUri) && isSafe(redirectUri);
  if (client.oauthEnabled && (isRegistered || isOwn)) return;
  throw new ErrorPageRefusal("redirect_mismatch", { client_id: client.id }).because(
    unregisteredWhy(client, redirectUri),
  );
};

function unregisteredWhy(client: UserPoolClient, redirectUri: string): Why {
  return {
    rule: "OAU-3",
    reason: "redirect-not-registered",
    had: { client: client.id, redirect: withoutQuery(redirectUri) },
    by: { registered: client.callbackUrls, oauth: client.oauthEnabled },
  };
}

const LOOPBACK_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);
/** What a browser runs or reads itself instead of handing it to an app. */
const NO_APP = new Set(["javascript:", "data:", "file:", "vbscript:", "blob:", "about:", "filesystem:"]);

/**
 * OAU-4: a code never travels in the clear to another machine, nor into what a browser runs itself,
 * even if such an address is stored.
 */
function isSafe(redirectUri: string): boolean {
  const url = URL.parse(redirectUri);
  if (url === null || redirectUri.includes("#") || NO_APP.has(url.protocol)) return false;
  return url.protocol !== "http:" || LOOPBACK_HOSTS.has(url.hostname);
}

/** OAU-10: the pool's own users sign in only where the client lists COGNITO; nobody else signs in here. */
const identityProviderIsAvailable: AuthorizationCheck = ({ client, parameters }) => {
  const asked = parameter(parameters, "identity_provider") ?? parameter(parameters, "idp_identifier");
  if ((asked === undefined || asked === "COGNITO") && client.identityProviders.includes("COGNITO")) return;
  throw new ErrorPageRefusal("Login option is not available. Please try another one").because({
    rule: "OAU-10",
    reason: "oauth-request-malformed",
    had: { fault: "the identity provider asked is not one of the client" },
  });
};

/** OAU-5: no parameter occurs twice (RFC 6749 §3.1). */
const parametersAreSingle: AuthorizationCheck = (attempt) => {
  if (repeatedNames(attempt.parameters).size > 0)
    throw new RedirectRefusal(attempt, "invalid_request").because({
      rule: "OAU-5",
      reason: "oauth-request-malformed",
      had: { fault: "a parameter came twice" },
    });
};

const FLOW_OF_RESPONSE_TYPE = new Map([
  ["code", "code"],
  ["token", "implicit"],
] as const);

/** OAU-6: the response type is known and its flow is enabled on the client. */
const responseTypeIsAllowed: AuthorizationCheck = (attempt) => {
  const responseType = attempt.parameters.get("response_type") ?? "";
  const flow = (FLOW_OF_RESPONSE_TYPE as ReadonlyMap<string, "code" | "implicit">).get(responseType);
  const why: Why = {
    rule: "OAU-6",
    reason: "response-type-not-allowed",
    asked: { type: responseType },
    had: { client: attempt.client.id },
    by: { flows: attempt.client.oauthFlows },
  };
  if (flow === undefined) throw new RedirectRefusal(attempt, "invalid_request").because(why);
  if (!attempt.client.oauthFlows.includes(flow)) {
    throw new RedirectRefusal(attempt, "invalid_request", "unauthorized_client").because(why);
  }
};

/** OAU-7: every scope asked for is one the client may have. */
const scopesAreAllowed: AuthorizationCheck = (attempt) => {
  const allowed = new Set(attempt.client.oauthScopes);
  const refused = requestedScopes(attempt.parameters).filter((scope) => !allowed.has(scope));
  if (refused.length > 0) {
    throw new RedirectRefusal(attempt, "invalid_request", "invalid_scope").because({
      rule: "OAU-7",
      reason: "scope-not-allowed",
      asked: { scopes: refused },
      had: { client: attempt.client.id },
      by: { scopes: attempt.client.oauthScopes },
    });
  }
};

/** BASE64URL(SHA256(verifier)) without padding. */
const S256_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/**
 * OAU-8: a code challenge is optional, but only S256 is taken; `plain` (also by leaving the method
 * out) would hand the verifier to whoever sees the address bar.
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.3
 */
const codeChallengeIsS256: AuthorizationCheck = (attempt) => {
  const challenge = parameter(attempt.parameters, "code_challenge");
  const method = parameter(attempt.parameters, "code_challenge_method");
  if (challenge === undefined && method === undefined) return;
  if (method !== "S256" || !S256_CHALLENGE.test(challenge ?? "")) {
    throw new RedirectRefusal(attempt, "invalid_request").because({
      rule: "OAU-8",
      reason: "pkce-method-unsupported",
      had: { client: attempt.client.id, method },
    });
  }
};

const KNOWN_PROMPTS = new Set(["none", "login"]);

/** OAU-9: `prompt` changes what the person is asked; one that is not understood is not ignored. */
const promptIsKnown: AuthorizationCheck = (attempt) => {
  const prompt = parameter(attempt.parameters, "prompt");
  if (prompt !== undefined && !KNOWN_PROMPTS.has(prompt)) {
    throw new RedirectRefusal(
      attempt,
      "invalid_request",
      `prompt ${prompt} is not supported by Portcullis`,
    ).because({
      rule: "OAU-9",
      reason: "oauth-request-malformed",
      had: { fault: "prompt is not one that is supported" },
    });
  }
};

/**
 * The order in which an authorization request is checked. Up to the redirect address a refusal
 * goes to the domain's error page, behind it to the app.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
const AUTHORIZATION_CHECKS: readonly AuthorizationCheck[] = [
  identityIsUnambiguous,
  redirectUriIsRegistered,
  identityProviderIsAvailable,
  parametersAreSingle,
  responseTypeIsAllowed,
  scopesAreAllowed,
  codeChallengeIsS256,
  promptIsKnown,
];

/** Reads the request that `/oauth2/authorize` and every page behind it carry in their query. */
export function readAuthorizationRequest(
  { clients, ownSignIns }: Pick<HostedAuthDependencies, "clients" | "ownSignIns">,
  { query, site }: DomainRequest,
): AuthorizationRequest {
  const client = clients.find(query.get("client_id") ?? "");
  // OAU-1: the client exists, in the pool of this domain.
  if (client === undefined || client.userPoolId !== site.pool.id) {
    throw new ErrorPageRefusal("Client does not exist").because({
      rule: "OAU-1",
      reason: "oauth-client-unknown",
      had: { client: query.get("client_id") ?? "" },
    });
  }
  const redirectUri = query.get("redirect_uri") ?? "";
  const state = parameter(query, "state");
  const codeChallenge = parameter(query, "code_challenge");
  const attempt: AuthorizationAttempt = {
    pool: site.pool,
    client,
    parameters: query,
    redirectUri,
    state,
    isOwn: ownSignIns?.began({ clientId: client.id, redirectUri, state, codeChallenge }) === true,
  };
  for (const check of AUTHORIZATION_CHECKS) check(attempt);
  return accepted(attempt);
}

function accepted({ client, parameters, redirectUri, state }: AuthorizationAttempt): AuthorizationRequest {
  const requested = requestedScopes(parameters);
  const prompt = parameter(parameters, "prompt");
  return {
    client,
    redirectUri,
    responseType: parameters.get("response_type") === "token" ? "token" : "code",
    scopes: requested.length === 0 ? client.oauthScopes : requested,
    state,
    nonce: parameter(parameters, "nonce"),
    codeChallenge: parameter(parameters, "code_challenge"),
    prompt: prompt === "none" || prompt === "login" ? prompt : undefined,
    loginHint: parameter(parameters, "login_hint"),
  };
}
