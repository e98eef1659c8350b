import type { UserPool } from "../pools/pool.ts";
import { aliasesOf } from "./aliases.ts";
import type { UserStore } from "./store.ts";
import type { User } from "./user.ts";

/**
 * ForceAliasCreation: whoever holds an address of `user` as an alias loses it, together with its
 * verification. Has no effect where the address is the user name itself.
 */
export function releaseAliases(users: UserStore, pool: UserPool, user: User): void {
  if (pool.usernameAttributes.length > 0) return;
  for (const { attribute } of aliasesOf(pool, user)) {
    if (attribute === "preferred_username") continue;
    const holder = users.findByAlias(pool, attribute, user.attributes[attribute] ?? "");
    if (holder === undefined || holder.sub === user.sub) continue;
    const attributes = { ...holder.attributes, [`${attribute}_verified`]: "false" };
    users.replace(pool, { ...holder, attributes });
  }
}
