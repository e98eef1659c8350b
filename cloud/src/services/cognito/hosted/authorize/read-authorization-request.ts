import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { DomainRequest } from "../domain-request/domain-request.ts";
import { ErrorPageRefusal } from "../domain-request/refusals.ts";
import { parameter } from "../http/forms.ts";
import {
  codeChallengeIsS256,
  identityIsUnambiguous,
  identityProviderIsAvailable,
  parametersAreSingle,
  promptIsKnown,
  redirectUriIsRegistered,
  responseTypeIsAllowed,
  scopesAreAllowed,
} from "./checks.ts";
import {
  type AuthorizationAttempt,
  type AuthorizationCheck,
  type AuthorizationRequest,
  requestedScopes,
} from "./request/authorization-request.ts";

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
