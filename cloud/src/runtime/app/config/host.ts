import { isIPv6 } from "node:net";
import { UserError } from "../../../core/errors.ts";

const NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)*$/;

/** A host as it stands in an address: IPv6 in brackets. Throws UserError for anything else. */
export function hostForUrl(given: string): string {
  const host = given.toLowerCase();
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  if (isIPv6(bare) && !bare.includes("%")) return `[${bare}]`;
  if (NAME.test(host)) return host;
  throw new UserError(`--host must be an address or a name of this machine, not ${JSON.stringify(given)}.`);
}
