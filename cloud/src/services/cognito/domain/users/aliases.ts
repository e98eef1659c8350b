import type { UserPool } from "../pools/pool.ts";
import type { User } from "./user.ts";

/** Attributes that a person may type instead of the user name. */
export type AliasAttribute = "email" | "phone_number" | "preferred_username";

export interface Alias {
  readonly attribute: AliasAttribute;
  /** As it is looked up: lower case unless the pool is case-sensitive. */
  readonly value: string;
}

/** Names of a case-insensitive pool are compared in lower case. */
export function foldName(pool: UserPool, name: string): string {
  return pool.caseSensitiveUsernames ? name : name.toLowerCase();
}

/** The attributes that sign a person in, in addition to the user name. */
function aliasAttributesOf(pool: UserPool): readonly AliasAttribute[] {
  return pool.usernameAttributes.length > 0 ? pool.usernameAttributes : pool.aliasAttributes;
}

/**
 * The aliases under which a user can be found. Where e-mail or phone *is* the user name it always
 * counts; as an alias beside a user name it counts once it is verified.
 */
export function aliasesOf(pool: UserPool, user: Pick<User, "attributes">): Alias[] {
  const mustBeVerified = pool.usernameAttributes.length === 0;
  const aliases: Alias[] = [];
  for (const attribute of aliasAttributesOf(pool)) {
    const value = user.attributes[attribute];
    if (value === undefined || value === "") continue;
    const verified =
      attribute === "preferred_username" || user.attributes[`${attribute}_verified`] === "true";
    if (mustBeVerified && !verified) continue;
    aliases.push({ attribute, value: foldName(pool, value) });
  }
  return aliases;
}

/**
 * Everything a person can be called by, as it is looked up: the user name, the `sub`, and the
 * aliases of the pool.
 */
export function namesOf(pool: UserPool, user: Pick<User, "sub" | "username" | "attributes">): Set<string> {
  return new Set([
    foldName(pool, user.sub),
    foldName(pool, user.username),
    ...aliasesOf(pool, user).map(({ value }) => value),
  ]);
}

/** Which attribute of `user` is the alias `name`. */
export function aliasAttributeNamed(pool: UserPool, user: Pick<User, "attributes">, name: string): string {
  return aliasesOf(pool, user).find(({ value }) => value === name)?.attribute ?? "username";
}
