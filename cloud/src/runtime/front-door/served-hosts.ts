import { isOwnName } from "./own-names.ts";

/** Names that AWS alone hands out: no page elsewhere can make one of them mean this machine. */
const AWS_NAMES = /\.(?:amazonaws\.com|amazoncognito\.com|amazonaws\.com\.cn|on\.aws)$/;

/**
 * DOOR-16: names under which requests are served: of this machine, of AWS, and the one by which a proxy
 * is reached. Any other is of a page that rebinds its own DNS name to this machine.
 * @param host lower case, without port; empty where a client of HTTP/1.0 says none
 */
export function isServedHost(host: string, publicHost: string | undefined): boolean {
  return host === "" || host === publicHost || AWS_NAMES.test(host) || isOwnName(host);
}
