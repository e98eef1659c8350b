import {
  accountWithAttributeExists,
  aliasExists,
  userNotFound,
  usernameExists,
} from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import { type AliasAttribute, aliasesOf } from "./aliases.ts";
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
