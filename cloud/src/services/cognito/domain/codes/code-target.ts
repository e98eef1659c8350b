import type { User } from "../users/user.ts";

type ContactAttribute = "email" | "phone_number";

/** What a code that names its attribute is kept with: the attribute and the address it went to. */
export function codeTarget(user: User, attribute: ContactAttribute): string {
  return `${attribute}:${user.attributes[attribute] ?? ""}`;
}

/** COG-COD-3: what the code for `target` proves of `user` as they are now: nothing of another address. */
export function provedBy(user: User, target: string): Readonly<Record<string, string>> {
  const attribute = target.startsWith("email:") ? "email" : "phone_number";
  return target === codeTarget(user, attribute) ? { [`${attribute}_verified`]: "true" } : {};
}
