import { regionalArn, type Scope } from "../../../core/arns.ts";
import type { Tags } from "../../../wire/tag-keys.ts";

/** An address or a domain that mail may come from. */
export interface Identity {
  /** As it was given; the domain in lower case. */
  readonly name: string;
  readonly kind: "EmailAddress" | "Domain";
  readonly verified: boolean;
  /** SHA-256 of the token in the link, hexadecimal: the token itself is in the mail alone. */
  readonly tokenHash: string;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly tags: Tags;
}

export function identityArn(scope: Scope, name: string): string {
  return regionalArn(scope, "ses", `identity/${name}`);
}

/** One spelling for an address or a domain: domains know no case. */
export function normalName(name: string): string {
  const at = name.lastIndexOf("@");
  return at === -1 ? name.toLowerCase() : name.slice(0, at + 1) + name.slice(at + 1).toLowerCase();
}

const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
/** As AWS has it: other letters of a domain come as Punycode. */
const ASCII = /^[\x21-\x7e]*$/;

export function isDomain(name: string): boolean {
  // Before the case goes: some letters beyond ASCII become one of ASCII with it.
  return ASCII.test(name) && DOMAIN.test(name.toLowerCase());
}

export function isAddress(name: string): boolean {
  const at = name.lastIndexOf("@");
  const local = name.slice(0, at);
  return (
    at > 0 && at <= 64 && ASCII.test(local) && !/[<>,;:"()[\]\\@]/.test(local) && isDomain(name.slice(at + 1))
  );
}
