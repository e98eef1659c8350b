import type { HttpResponse } from "../../../../wire/http.ts";
import type { UserPoolClient } from "../../domain/clients/client.ts";
import { readAuthorizationRequest } from "../authorize/read-authorization-request.ts";
import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { DomainRequest, Endpoint } from "../domain-request/domain-request.ts";
import { ErrorPageRefusal } from "../domain-request/refusals.ts";
import { withoutQuery } from "../http/addresses.ts";
import { parameter, repeatedNames } from "../http/forms.ts";
import { redirect } from "../http/responses.ts";
import type { BrowserSessions } from "../session/browser-session.ts";

/**
 * GET /logout: ends the browser's session at the domain. Tokens stay valid.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function createLogoutEndpoint(
  deps: Pick<HostedAuthDependencies, "clients"> & { readonly sessions: BrowserSessions },
): Endpoint {
  return (domainRequest) => {
    const { query, site } = domainRequest;
    if (repeatedNames(query).size > 0) throw new ErrorPageRefusal("invalid_request");
    // OAU-62: the client says which addresses count.
    const clientId = parameter(query, "client_id");
    if (clientId === undefined) throw notPresent("client_id");
    const client = deps.clients.find(clientId);
    if (client === undefined || client.userPoolId !== site.pool.id) {
      throw new ErrorPageRefusal("Client does not exist").because({
        rule: "OAU-62",
        reason: "oauth-client-unknown",
        had: { client: clientId },
      });
    }
    const logoutUri = parameter(query, "logout_uri");
    // OAU-60: registered exactly, or treated as if it were not there.
    if (logoutUri !== undefined && client.oauthEnabled && client.logoutUrls.includes(logoutUri)) {
      return redirect(logoutUri, [deps.sessions.end(domainRequest)]);
    }
    return signInAgain(deps, domainRequest, { client, logoutUri });
  };
}

/** OAU-61: the second form, checked like an authorization request: sign out and go straight to the sign-in page for the same app. */
function signInAgain(
  deps: Pick<HostedAuthDependencies, "clients"> & { readonly sessions: BrowserSessions },
  domainRequest: DomainRequest,
  { client, logoutUri }: { readonly client: UserPoolClient; readonly logoutUri: string | undefined },
): HttpResponse {
  if (parameter(domainRequest.query, "redirect_uri") === undefined) {
    throw notPresent("redirect_uri").because({
      rule: "OAU-60",
      reason: "logout-not-registered",
      had: { client: client.id, redirect: logoutUri === undefined ? undefined : withoutQuery(logoutUri) },
      by: { registered: client.logoutUrls },
    });
  }
  readAuthorizationRequest(deps, domainRequest);
  return redirect(`${domainRequest.site.basePath}/login?${domainRequest.request.query}`, [
    deps.sessions.end(domainRequest),
  ]);
}

function notPresent(name: string): ErrorPageRefusal {
  return new ErrorPageRefusal(`Required String parameter '${name}' is not present`);
}
