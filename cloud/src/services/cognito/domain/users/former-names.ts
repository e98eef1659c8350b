import { shownName } from "./shown-name.ts";
import type { UserStore } from "./store.ts";

/** Names of people who were deleted, for what tells of them still; in memory, of the newest only. */
export interface FormerNames {
  find(sub: string): string | undefined;
}

const MOST = 1_000;

/** @returns the store, which notes whom it removes */
export function withFormerNames<Store extends UserStore>(
  users: Store,
): { readonly users: Store; readonly formerNames: FormerNames } {
  const names = new Map<string, string>();
  const remove: UserStore["remove"] = (userPoolId, sub) => {
    const user = users.findBySub(userPoolId, sub);
    users.remove(userPoolId, sub);
    if (user === undefined) return;
    const [oldest] = names.keys();
    if (names.size >= MOST && oldest !== undefined) names.delete(oldest);
    names.set(sub, shownName(user));
  };
  return { users: { ...users, remove }, formerNames: { find: (sub) => names.get(sub) } };
}
