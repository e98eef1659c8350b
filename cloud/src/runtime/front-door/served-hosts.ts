import { isOwnName } from "./own-names.ts";

/** Names that AWS alone hands out: no page elsewhere can make one of them mean this machine. */
const AWS_NAMES = /\.(?:amazonaws\.com|amazoncognito\.com|amazonaws\.com\.cn|on\.aws)$/;

/**
 * DOOR-16: names under which requests are served: of this machine, of AWS, and those of the settings, a
 * proxy's among them. Any other is of a page that rebinds its own DNS name to this machine.
 * @param host lower case, without port; empty where a client of HTTP/1.0 says none
 */
export function isServedHost(host: string, further: readonly string[]): boolean {
  return host === "" || further.includes(host) || AWS_NAMES.test(host) || isOwnName(host);
}
