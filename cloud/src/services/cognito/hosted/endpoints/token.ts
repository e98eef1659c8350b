import type { HttpResponse } from "../../../../wire/http.ts";
import { issueNote } from "../../domain/tokens/claims.ts";
import type { IssuedTokens } from "../../domain/tokens/issuer.ts";
import type { AuthorizationCodeStore } from "../codes/authorization-code.ts";
import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { Endpoint } from "../domain-request/domain-request.ts";
import { OAuthRefusal } from "../domain-request/refusals.ts";
import { parameter, readForm, repeatedNames } from "../http/forms.ts";
import { json } from "../http/responses.ts";
import { authenticateClient } from "../token/client-authentication.ts";
import type { TokenGrant } from "../token/grant.ts";
import { createAuthorizationCodeGrant } from "../token/grants/authorization-code.ts";
import { createClientCredentialsGrant } from "../token/grants/client-credentials.ts";
import { createRefreshTokenGrant } from "../token/grants/refresh-token.ts";

/**
 * POST /oauth2/token
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export function createTokenEndpoint(
  deps: Pick<HostedAuthDependencies, "clients" | "resourceServers" | "tokens" | "users"> & {
    readonly codes: AuthorizationCodeStore;
  },
): Endpoint {
  const grants: ReadonlyMap<string, TokenGrant> = new Map([
    ["authorization_code", createAuthorizationCodeGrant(deps)],
    ["refresh_token", createRefreshTokenGrant(deps)],
    ["client_credentials", createClientCredentialsGrant(deps)],
  ]);
  return async (domainRequest) => {
    const form = await readForm(domainRequest.request);
    const grant = grantOf(grants, form);
    const client = authenticateClient(deps, domainRequest, { form, status: 400 });
    const issued = await grant({ site: domainRequest.site, client, form });
    domainRequest.note(issueNote(issued.accessToken));
    return answer(issued);
  };
}

function grantOf(grants: ReadonlyMap<string, TokenGrant>, form: URLSearchParams): TokenGrant {
  const grantType = parameter(form, "grant_type");
  // OAU-23: every parameter once, and the grant type among them.
  if (grantType === undefined || repeatedNames(form).size > 0) {
    throw new OAuthRefusal("invalid_request").because({
      rule: "OAU-23",
      reason: "oauth-request-malformed",
      had: { fault: grantType === undefined ? "grant_type is missing" : "a parameter came twice" },
    });
  }
  const grant = grants.get(grantType);
  // OAU-24: a grant type that is not known is not guessed.
  if (grant === undefined) {
    throw new OAuthRefusal("unsupported_grant_type").because({
      rule: "OAU-24",
      reason: "oauth-request-malformed",
      had: { fault: "that grant_type is not known" },
    });
  }
  return grant;
}

/** Keys in the order in which AWS sends them. */
function answer(issued: IssuedTokens): HttpResponse {
  return json(200, {
    ...(issued.idToken === undefined ? {} : { id_token: issued.idToken }),
    access_token: issued.accessToken,
    ...(issued.refreshToken === undefined ? {} : { refresh_token: issued.refreshToken }),
    expires_in: issued.expiresInSeconds,
    token_type: "Bearer",
  });
}
