import { sharedNavigation } from "../../../../wire/browsers.ts";
import type { HttpRequest } from "../../../../wire/http.ts";
import type { SiteAddress } from "../domain-request/domain-request.ts";

const PREFIX = /^[a-z0-9-]{1,63}$/;

/**
 * OAU-81: where a browser goes that opens a page of a domain under the path that every domain of this
 * machine shares: to the domain's own host, out of the reach of whatever else `localhost` serves.
 */
export function ownHostAddress(
  request: Pick<HttpRequest, "method" | "query" | "headers">,
  { basePath, domainPrefix }: SiteAddress,
  path: string,
): string | undefined {
  const navigation = sharedNavigation(request);
  if (navigation === undefined || basePath === "" || !PREFIX.test(domainPrefix)) return undefined;
  const address = `http://${domainPrefix}.auth.localhost${navigation.port}${path}`;
  return request.query === "" ? address : `${address}?${request.query}`;
}

const LOOPBACK = /^(?:::1|127(?:\.\d{1,3}){3})$/;

/**
 * OAU-55: whether the browser speaks TLS: to the proxy whose address was given, or to one on this
 * machine that says so.
 */
export function securityOf(
  { headers, sourceIp }: Pick<HttpRequest, "headers" | "sourceIp">,
  publicUrl: string | undefined,
): { readonly secure: boolean; readonly publicOrigin: string | undefined } {
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  const isPublic = url !== undefined && headers["host"]?.toLowerCase() === url.host;
  const isForwarded = LOOPBACK.test(sourceIp) && headers["x-forwarded-proto"] === "https";
  return { secure: isForwarded || (isPublic && url.protocol === "https:"), publicOrigin: url?.origin };
}
