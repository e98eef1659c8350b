import { AwsError } from "../../../../core/errors.ts";
import type { HttpResponse } from "../../../../wire/http.ts";
import { mayRead } from "../../domain/clients/attribute-permissions.ts";
import type { UserPoolClient } from "../../domain/clients/client.ts";
import { openedBy } from "../../domain/tokens/claims.ts";
import type { AcceptedAccessToken } from "../../domain/tokens/issuer.ts";
import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { DomainRequest, Endpoint } from "../domain-request/domain-request.ts";
import { json } from "../http/responses.ts";

const BEARER = /^Bearer +([A-Za-z0-9_.~+/-]+=*)$/i;

const BAD_REQUEST = refusal(400, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
const BAD_TOKEN = refusal(
  401,
  "invalid_token",
  "Access token is expired, disabled, or deleted, or the user has globally signed out.",
);
const NO_OPENID = refusal(401, "invalid_token", "Access token does not contain openid scope");

/**
 * GET or POST /oauth2/userInfo
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export function createUserInfoEndpoint(deps: Pick<HostedAuthDependencies, "clients" | "tokens">): Endpoint {
  return async ({ request, site, note }) => {
    const token = BEARER.exec(request.headers["authorization"] ?? "")?.[1];
    // OAU-43: a Bearer token in the header, nowhere else.
    if (token === undefined) {
      note({ rule: "OAU-43", reason: "oauth-request-malformed", had: { fault: "no Bearer token came" } });
      return BAD_REQUEST;
    }
    const accepted = await accept(deps, token, note);
    // OAU-44: a genuine token of this pool, not revoked, of a client that still exists.
    if (accepted === undefined || accepted.pool.id !== site.pool.id) return BAD_TOKEN;
    const client = deps.clients.find(accepted.clientId);
    if (client === undefined) return BAD_TOKEN;
    // OAU-45: only a token made for OpenID Connect.
    if (!accepted.scopes.has("openid")) {
      note({ rule: "OAU-45", reason: "openid-scope-missing", had: { scopes: [...accepted.scopes] } });
      return NO_OPENID;
    }
    return json(200, {
      sub: accepted.user.sub,
      ...visibleAttributes(accepted, client),
      username: accepted.user.username,
    });
  };
}

/** OAU-46: readable by the client and opened by a scope; all values stay strings, as AWS sends them. */
function visibleAttributes({ user, scopes }: AcceptedAccessToken, client: UserPoolClient) {
  const opens = openedBy([...scopes]);
  return Object.fromEntries(
    Object.entries(user.attributes).filter(([name]) => mayRead(client, name) && opens(name)),
  );
}

async function accept(
  { tokens }: Pick<HostedAuthDependencies, "tokens">,
  token: string,
  note: DomainRequest["note"],
): Promise<AcceptedAccessToken | undefined> {
  try {
    return await tokens.acceptAccessToken(token);
  } catch (error) {
    if (error instanceof AwsError && error.status < 500) {
      note(error.why);
      return undefined;
    }
    throw error;
  }
}

function refusal(status: number, error: string, description: string): HttpResponse {
  return json(
    status,
    { error, error_description: description },
    { "WWW-Authenticate": `error="${error}", error_description="${description}"` },
  );
}
