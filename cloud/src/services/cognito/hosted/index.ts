import { Stopwatch } from "../../../core/clock.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Why } from "../../../core/why.ts";
import { isBrowser } from "../../../wire/browsers.ts";
import type { HttpRequest, HttpResponse } from "../../../wire/http.ts";
import type { HostedAuthDependencies } from "./domain-request/dependencies.ts";
import type { DomainRequest, Site, SiteAddress } from "./domain-request/domain-request.ts";
import { HostedRefusal } from "./domain-request/refusals.ts";
import { tracePage } from "./domain-request/trace.ts";
import { notFoundPage } from "./endpoints/error-page.ts";
import { failureResponse } from "./failure.ts";
import { createXsrfTokens, parseCookies, type XsrfTokens } from "./http/cookies.ts";
import { withCommonHeaders } from "./http/headers.ts";
import { ownHostAddress } from "./http/own-host.ts";
import { emptyResponse, redirect } from "./http/responses.ts";
import { createRoutes, type Routes } from "./routes.ts";

export { createDiscovery, type Discovery } from "./discovery.ts";
export type { HostedAuthDependencies } from "./domain-request/dependencies.ts";
export type { SiteAddress } from "./domain-request/domain-request.ts";

/**
 * The sign-in domain of a user pool: OAuth 2.0 endpoints and the pages people sign in on.
 *
 * **Gaps** federation, `client_credentials`, sign-up pages, languages other than English,
 * `select_account`, resource binding (RFC 8707), branding of managed login; see
 * docs/gaps/cognito-oauth.md.
 *
 * **By design** cookies are `Secure` only over TLS, so that plain-http localhost works in every
 * browser; the pages look like Portcullis, not like AWS; a browser session can be ended on the
 * server; /signedOut exists only here.
 *
 * **Client quirks** Amplify adds `identity_provider=COGNITO` and reads `error_message`, which the
 * service does not send; openid-client puts `client_id` into the body beside Basic authentication.
 */
export interface HostedAuth {
  /** @param path within the domain, e.g. `/oauth2/authorize`, without `site.basePath` */
  handle(request: HttpRequest, site: SiteAddress, path: string): Promise<HttpResponse>;
}

export function createHostedAuth(deps: HostedAuthDependencies): HostedAuth {
  const routes = createRoutes(deps);
  const xsrfTokens = createXsrfTokens(deps);
  return {
    handle: async (request, address, path) => {
      const asset = await findAsset(request.method, path);
      if (asset !== undefined) return asset;
      const site = findSite(deps, request, address);
      if (site === undefined) {
        return notFoundPage(address.basePath, `There is no sign-in domain “${address.domainPrefix}” here.`);
      }
      const ownAddress = ownHostAddress(request, address, path);
      if (ownAddress !== undefined) return redirect(ownAddress);
      const noted: Noted = { why: undefined };
      const domainRequest = domainRequestOf(xsrfTokens, request, { site, path, noted });
      const watch = new Stopwatch();
      const response = await deps.causingRequest.during(request.requestId, () =>
        run(deps, routes, domainRequest),
      );
      tracePage(deps.trace, domainRequest, { why: noted.why, response, ms: watch.lap() });
      return withCommonHeaders(domainRequest, response);
    },
  };
}

interface Noted {
  why: Why | undefined;
}

async function findAsset(method: string, path: string): Promise<HttpResponse | undefined> {
  if (!path.startsWith("/assets/") || (method !== "GET" && method !== "HEAD")) return undefined;
  const assets = await import("./assets/assets.ts");
  return assets.findAsset(path);
}

function findSite(
  deps: HostedAuthDependencies,
  request: HttpRequest,
  address: SiteAddress,
): Site | undefined {
  const domain = deps.domains.find(address.domainPrefix);
  const pool = domain === undefined ? undefined : deps.pools.find(domain.userPoolId);
  if (domain === undefined || pool === undefined) return undefined;
  const { basePath, publicOrigin } = address;
  const secure = address.secure === true;
  const keepsSession = basePath === "" || secure || !isBrowser(request);
  return { pool, domain, basePath, secure, publicOrigin, keepsSession };
}

function domainRequestOf(
  xsrfTokens: XsrfTokens,
  request: HttpRequest,
  { site, path, noted }: { readonly site: Site; readonly path: string; readonly noted: Noted },
): DomainRequest {
  const cookies = parseCookies(request.headers["cookie"]);
  return {
    request,
    site,
    path,
    query: new URLSearchParams(request.query),
    cookies,
    xsrfToken: xsrfTokens.keep(site, cookies),
    note: (why) => {
      noted.why = why;
    },
  };
}

/** OAU-14: GET makes a code or ends a session there, so HEAD is not taken for it. */
const HAS_EFFECTS: ReadonlySet<string> = new Set(["/oauth2/authorize", "/logout"]);

async function run(
  deps: HostedAuthDependencies,
  routes: Routes,
  domainRequest: DomainRequest,
): Promise<HttpResponse> {
  const methods = routes.get(domainRequest.path);
  if (methods === undefined) return notFoundPage(domainRequest.site.basePath, "There is no such page here.");
  const { method } = domainRequest.request;
  const endpoint = methods.get(method === "HEAD" && !HAS_EFFECTS.has(domainRequest.path) ? "GET" : method);
  if (endpoint === undefined) return emptyResponse(405);
  try {
    return await endpoint(domainRequest);
  } catch (error) {
    if (error instanceof HostedRefusal || error instanceof AwsError) domainRequest.note(error.why);
    return failureResponse(domainRequest, error, deps.logger);
  }
}
