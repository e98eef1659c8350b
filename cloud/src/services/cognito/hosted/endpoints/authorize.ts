import type { Grant } from "../authorize/grant.ts";
import { readAuthorizationRequest } from "../authorize/read-authorization-request.ts";
import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { Endpoint } from "../domain-request/domain-request.ts";
import { RedirectRefusal } from "../domain-request/refusals.ts";
import { redirect } from "../http/responses.ts";
import type { BrowserSessions } from "../session/browser-session.ts";

/**
 * GET /oauth2/authorize: a browser that is signed in gets its code, another one the sign-in page.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function createAuthorizeEndpoint(
  deps: Pick<HostedAuthDependencies, "clients"> & {
    readonly sessions: BrowserSessions;
    readonly grant: Grant;
  },
): Endpoint {
  return async (domainRequest) => {
    const authorization = readAuthorizationRequest(deps, domainRequest);
    // OAU-11: prompt=login asks for the password again, whoever is signed in.
    const session = authorization.prompt === "login" ? undefined : deps.sessions.find(domainRequest);
    if (session !== undefined) return deps.grant(domainRequest.site, authorization, session);
    // OAU-12: prompt=none never shows a page.
    if (authorization.prompt === "none") throw new RedirectRefusal(authorization, "login_required");
    // OAU-0: the sign-in page checks the same request again.
    return redirect(`${domainRequest.site.basePath}/login?${domainRequest.request.query}`);
  };
}
