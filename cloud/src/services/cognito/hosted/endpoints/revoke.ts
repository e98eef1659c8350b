import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { Endpoint } from "../domain-request/domain-request.ts";
import { OAuthRefusal } from "../domain-request/refusals.ts";
import { parameter, readForm, repeatedNames } from "../http/forms.ts";
import { CORS_HEADERS } from "../http/headers.ts";
import { authenticateClient } from "../token/client-authentication.ts";

/**
 * POST /oauth2/revoke: ends a refresh token and every access token made from it.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export function createRevokeEndpoint(deps: Pick<HostedAuthDependencies, "clients" | "tokens">): Endpoint {
  return async (domainRequest) => {
    const form = await readForm(domainRequest.request);
    if (repeatedNames(form).size > 0) throw new OAuthRefusal("invalid_request");
    const client = authenticateClient(deps, domainRequest, { form, status: 401 });
    const token = parameter(form, "token");
    // OAU-40: a client without token revocation cannot promise it.
    if (token === undefined || !client.enableTokenRevocation) throw new OAuthRefusal("invalid_request");
    const outcome = deps.tokens.revoke(client, token);
    // OAU-41: access and ID tokens cannot be revoked one by one.
    if (outcome === "unsupported-token-type") throw new OAuthRefusal("unsupported_token_type");
    // OAU-42: another client's token is left alone.
    if (outcome === "foreign") throw new OAuthRefusal("invalid_request");
    return { status: 200, headers: { ...CORS_HEADERS } };
  };
}
