import { ICONS } from "../../../web/parts/marks.tsx";
import type { ConsoleArea, ConsoleContext } from "../../../wire/console-area.ts";
import { directory } from "./directory.ts";
import { groupPages } from "./groups/group-pages.tsx";
import { mailboxPages } from "./mailbox/mailbox-pages.tsx";
import { invitePages } from "./people/invite.tsx";
import { peoplePages } from "./people/people-pages.tsx";
import { personActions } from "./people/person-actions.ts";
import { secondFactorPages } from "./people/second-factor.tsx";

/** The places of user pools in the console: who is there, and what was sent to them. */
export const areas: readonly ConsoleArea[] = [
  {
    path: "people",
    title: "People",
    group: "people",
    order: 1,
    icon: ICONS.people,
    key: "p",
    count: countPeople,
    pages: [...peoplePages, ...personActions, ...invitePages, ...groupPages, ...secondFactorPages],
  },
  {
    path: "mailbox",
    title: "Mailbox",
    group: "people",
    order: 2,
    icon: ICONS.mail,
    key: "m",
    count: async ({ mailbox }) => mailbox.count(),
    pages: mailboxPages,
  },
];

/** Each pool costs a call at every page: beyond a few there is no number. */
const MOST_COUNTED_POOLS = 5;

/** A large pool takes a while to count: its number may be so old, in milliseconds. */
const COUNT_AGE_MS = 30_000;
const LARGE = 10_000;

interface Counted {
  readonly at: number;
  readonly people: number;
}

async function countPeople(console: ConsoleContext): Promise<number | undefined> {
  const known = console.session.get<Counted>("people-count");
  const isRecent = known !== undefined && console.now() - known.at < COUNT_AGE_MS;
  if (isRecent && known.people > LARGE) return known.people;
  const calls = directory(console);
  const pools = await calls.pools();
  if (pools.length > MOST_COUNTED_POOLS) return undefined;
  const described = await Promise.all(pools.map(({ Id }) => calls.pool(Id)));
  const people = described.reduce((sum, { EstimatedNumberOfUsers }) => sum + EstimatedNumberOfUsers, 0);
  console.session.set("people-count", { at: console.now(), people } satisfies Counted);
  return people;
}
