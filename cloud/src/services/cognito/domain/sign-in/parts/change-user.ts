import type { UserPool } from "../../pools/pool.ts";
import type { UserStore } from "../../users/store.ts";
import type { User } from "../../users/user.ts";

/**
 * Changes the user as it is stored now, not as it was before something was waited for. Undefined
 * when the user is gone.
 */
export function changeUser(
  users: UserStore,
  pool: UserPool,
  sub: string,
  change: (current: User) => User,
): User | undefined {
  const current = users.findBySub(pool.id, sub);
  if (current === undefined) return undefined;
  const changed = change(current);
  users.replace(pool, changed);
  return changed;
}
