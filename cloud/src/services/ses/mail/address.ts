import { invalidParameter } from "../shared/errors.ts";
import { isAddress } from "../shared/identity.ts";

export interface Address {
  readonly address: string;
  /** The name before it, as it is shown. */
  readonly displayName: string | undefined;
}

/**
 * `name@example.com`, `Name <name@example.com>` or `"Name" <name@example.com>`.
 * @throws AwsError InvalidParameterValue
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  const open = trimmed.lastIndexOf("<");
  const isNamed = open !== -1 && trimmed.endsWith(">");
  const address = isNamed ? trimmed.slice(open + 1, -1) : trimmed;
  const name = isNamed ? trimmed.slice(0, open).trim() : "";
  if (!isAddress(address) || !isName(name)) throw invalidParameter(`Illegal address: ${text}`);
  const displayName = name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name;
  return { address, displayName: displayName === "" ? undefined : displayName };
}

/**
 * SES-3: a name that another reader takes for the address, or for the beginning of a comment that swallows
 * it, is none. Outside of quotes and of whole comments stand words alone; control characters nowhere.
 * @see https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3
 */
function isName(name: string): boolean {
  return /^(?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])*"|\([^()"<>@\\\p{Cc}]*\)|[^"<>(),;:@\\\p{Cc}])*$/u.test(name);
}

/** Addresses of a header, separated by commas outside of quotation marks. */
export function splitAddresses(header: string): readonly string[] {
  return (header.match(/(?:"[^"]*"|[^",])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== "");
}
