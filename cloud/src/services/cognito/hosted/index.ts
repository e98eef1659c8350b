import { AwsError } from "../../../core/errors.ts";
import type { Why } from "../../../core/ports/trace.ts";
import type { HttpRequest, HttpResponse } from "../../../wire/http.ts";
import type { HostedAuthDependencies } from "./dependencies.ts";
import type { DomainRequest, Site, SiteAddress } from "./domain-request.ts";
import { notFoundPage } from "./endpoints/error-page.ts";
import { failureResponse } from "./failure.ts";
import { parseCookies } from "./http/cookies.ts";
import { withCommonHeaders, XSRF_COOKIE } from "./http/headers.ts";
import { emptyResponse } from "./http/responses.ts";
import { HostedRefusal } from "./refusals.ts";
import { createRoutes, type Routes } from "./routes.ts";
import { traceRefusal } from "./trace.ts";

export type { HostedAuthDependencies } from "./dependencies.ts";
export { createDiscovery, type Discovery } from "./discovery.ts";
export type { SiteAddress } from "./domain-request.ts";

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
  return {
    handle: async (request, address, path) => {
      const asset = await findAsset(request.method, path);
      if (asset !== undefined) return asset;
      const site = findSite(deps, address);
      if (site === undefined) {
        return notFoundPage(address.basePath, `There is no sign-in domain “${address.domainPrefix}” here.`);
      }
      const noted: Noted = { why: undefined };
      const domainRequest = exchangeOf(deps, request, { site, path, noted });
      const response = await run(deps, routes, domainRequest);
      if (noted.why !== undefined) traceRefusal(deps.trace, domainRequest, { why: noted.why, response });
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

function findSite(deps: HostedAuthDependencies, address: SiteAddress): Site | undefined {
  const domain = deps.domains.find(address.domainPrefix);
  const pool = domain === undefined ? undefined : deps.pools.find(domain.userPoolId);
  if (domain === undefined || pool === undefined) return undefined;
  return { pool, domain, basePath: address.basePath, secure: address.secure === true };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function exchangeOf(
  { randomness }: HostedAuthDependencies,
  request: HttpRequest,
  { site, path, noted }: { readonly site: Site; readonly path: string; readonly noted: Noted },
): DomainRequest {
  const cookies = parseCookies(request.headers["cookie"]);
  const brought = cookies.get(XSRF_COOKIE) ?? "";
  return {
    request,
    site,
    path,
    query: new URLSearchParams(request.query),
    cookies,
    xsrfToken: UUID.test(brought) ? brought : randomness.uuid(),
    note: (why) => {
      noted.why = why;
    },
  };
}

async function run(
  deps: HostedAuthDependencies,
  routes: Routes,
  domainRequest: DomainRequest,
): Promise<HttpResponse> {
  const methods = routes.get(domainRequest.path);
  if (methods === undefined) return notFoundPage(domainRequest.site.basePath, "There is no such page here.");
  const { method } = domainRequest.request;
  const endpoint = methods.get(method === "HEAD" ? "GET" : method);
  if (endpoint === undefined) return emptyResponse(405);
  try {
    return await endpoint(domainRequest);
  } catch (error) {
    if (error instanceof HostedRefusal || error instanceof AwsError) domainRequest.note(error.why);
    return failureResponse(domainRequest, error, deps.logger);
  }
}
