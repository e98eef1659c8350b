import type { SesContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";
import { type Identity, isAddress, isDomain, normalName } from "./identity.ts";
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

interface Paged {
  readonly items: readonly Identity[];
  readonly next: string | undefined;
}

/** @throws AwsError InvalidParameterValue for a token of no page */
export function pageOfIdentities(
  all: readonly Identity[],
  { token, size }: { readonly token: string | undefined; readonly size: number },
): Paged {
  const after = token === undefined ? undefined : Buffer.from(token, "base64url").toString("utf8");
  const start = after === undefined ? 0 : all.findIndex(({ name }) => name === after) + 1;
  if (after !== undefined && start === 0) throw invalidParameter("The next token is not valid.");
  const items = all.slice(start, start + size);
  const last = items.at(-1);
  const isEnd = last === undefined || start + items.length >= all.length;
  return { items, next: isEnd ? undefined : Buffer.from(last.name).toString("base64url") };
}
