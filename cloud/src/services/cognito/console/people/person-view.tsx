import type { Child } from "hono/jsx";
import { Act } from "../../../../web/parts/parts.tsx";
import { personAddress } from "../addresses.ts";
import type { DescribedGroup, DescribedPool, DescribedUser } from "../directory.ts";
import type { NextTokenView } from "./next-token-card.tsx";
import type { PeopleQuery } from "./query.ts";
import type { SessionsView } from "./sessions.tsx";

export interface PersonView {
  readonly pool: DescribedPool;
  readonly user: DescribedUser;
  readonly groups: readonly DescribedGroup[];
  /** Groups of the pool that the person is not in. */
  readonly otherGroups: readonly string[];
  readonly query: PeopleQuery;
  readonly isEdited: boolean;
  readonly token: NextTokenView;
  readonly sessions: SessionsView;
}

/** Address to which an action on the person is sent. */
export function actionAddress({ pool, user }: Pick<PersonView, "pool" | "user">, action: string): string {
  return `${personAddress(pool.Id, user.Username)}/${action}`;
}

interface ActButtonProps {
  readonly view: PersonView;
  readonly action: string;
  readonly isPrimary?: boolean;
  readonly children: Child;
}

export const ActButton = ({ view, action, isPrimary, children }: ActButtonProps) => (
  <Act action={actionAddress(view, action)}>
    <button type="submit" class={isPrimary === true ? "btn primary" : "btn"}>
      {children}
    </button>
  </Act>
);
