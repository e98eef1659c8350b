import type { SesContext } from "../shared/context.ts";
import { invalidParameter } from "../shared/errors.ts";
import { type Identity, isAddress, isDomain, normalName } from "../shared/identity.ts";
import { askToVerify } from "./verification.ts";

/** @throws AwsError InvalidParameterValue */
export function verifyAddress(ses: SesContext, address: string): void {
  if (!isAddress(address)) throw invalidParameter(`Invalid email address<${address}>.`);
  askToVerify(ses, address, undefined);
}

/** @throws AwsError InvalidParameterValue */
export function verifyDomain(ses: SesContext, domain: string): Identity {
  if (!isDomain(domain)) throw invalidParameter(`Invalid domain name ${domain}.`);
  return askToVerify(ses, domain, undefined);
}

export function deleteIdentity(ses: SesContext, name: string): void {
  ses.identities.delete(normalName(name));
}
