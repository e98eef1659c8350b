import {
  accountWithAttributeExists,
  aliasExists,
  userNotFound,
  usernameExists,
} from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import type { Attributes } from "./attributes.ts";
import type { UserStore } from "./store.ts";
import type { User } from "./user.ts";

/** Throws UserNotFoundException. */
export function getUser(users: UserStore, pool: UserPool, username: string): User {
  const user = users.findByLogin(pool, username);
  if (user === undefined) throw userNotFound();
  return user;
}

/** COG-6: a new user's name and addresses belong to nobody else. */
export function assertNameIsFree(
  users: UserStore,
  pool: UserPool,
  user: Pick<User, "username" | "attributes">,
  takenText?: string,
): void {
  const taken = takenAlias(users, pool, user);
  if (taken !== undefined) throw accountWithAttributeExists(taken);
  const holder = users.findByLogin(pool, user.username);
  if (holder !== undefined && pool.usernameAttributes.length === 0) throw usernameExists(takenText);
}

/** COG-7: a name or an address that signs another person in cannot be taken over. */
export function assertAliasesAreFree(
  users: UserStore,
  pool: UserPool,
  user: { readonly sub: string; readonly attributes: Attributes },
): void {
  const taken = takenAlias(users, pool, user);
  if (taken !== undefined) throw aliasExists(taken);
}

/** The first alias of `user` that is a name of another person: user name, sub or alias. */
export function takenAlias(
  users: UserStore,
  pool: UserPool,
  user: { readonly sub?: string; readonly attributes: Attributes },
): AliasAttribute | undefined {
  return aliasesOf(pool, user).find(({ value }) => {
    const holder = users.findByLogin(pool, value);
    return holder !== undefined && holder.sub !== user.sub;
  })?.attribute;
}

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
