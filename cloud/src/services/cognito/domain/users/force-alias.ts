import type { UserPool } from "../pools/pool.ts";
import { aliasesOf } from "./directory.ts";
import type { UserStore } from "./store.ts";
import type { User } from "./user.ts";

/**
 * ForceAliasCreation: who holds an address of `user` as an alias loses it, together with its
 * verification. A user name, a preferred name or a sub stays its owner's. Has no effect where the
 * address is the user name itself.
 */
export function releaseAliases(users: UserStore, pool: UserPool, user: User): void {
  if (pool.usernameAttributes.length > 0) return;
  for (const { attribute, value } of aliasesOf(pool, user)) {
    if (attribute === "preferred_username") continue;
    const holder = users.findByLogin(pool, value);
    if (holder === undefined || holder.sub === user.sub) continue;
    if (!aliasesOf(pool, holder).some((held) => held.attribute === attribute && held.value === value))
      continue;
    const attributes = { ...holder.attributes, [`${attribute}_verified`]: "false" };
    users.replace(pool, { ...holder, attributes });
  }
}
