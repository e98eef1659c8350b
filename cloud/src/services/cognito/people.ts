import type { People } from "../../core/ports/people.ts";
import type { CognitoStores } from "./domain/stores.ts";
import { shownName } from "./domain/users/shown-name.ts";

const SUB = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const GROUPS_OF_A_POOL = 60;

/** Names out of the user pools. */
export function createPeople({
  pools,
  users,
  groups,
  formerNames,
}: Pick<CognitoStores, "pools" | "users" | "groups" | "formerNames">): People {
  const nameNow = (sub: string): string | undefined => {
    for (const { id } of pools.list()) {
      const user = users.findBySub(id, sub);
      if (user !== undefined) return shownName(user);
    }
    return undefined;
  };
  return {
    displayName: (username) =>
      SUB.test(username) ? (nameNow(username) ?? formerNames.find(username)) : undefined,
    isGone: (username) => formerNames.find(username) !== undefined && nameNow(username) === undefined,
    hasEmail: (userPoolId, value) => {
      const filter = { attribute: "email", comparison: "equals", value } as const;
      return users.list(userPoolId, { limit: 1, filter }).length > 0;
    },
    groups: () => pools.list().flatMap(({ id }) => groups.list(id, GROUPS_OF_A_POOL).map(({ name }) => name)),
  };
}
