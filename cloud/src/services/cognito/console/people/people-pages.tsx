import type {
  ConsoleAnswer,
  ConsoleContext,
  ConsolePage,
  ConsoleRequest,
} from "../../../../wire/console-area.ts";
import { attributeOf, type DescribedUser, type Directory, directory } from "../directory.ts";
import { loginOf, nameOf } from "../names.tsx";
import { askedKey } from "./ask-next-token.ts";
import { NoPool, PeoplePage, PeoplePane, type PeopleView } from "./list.tsx";
import type { AskedToken } from "./next-token.ts";
import { PersonArticle } from "./person.tsx";
import type { PersonView } from "./person-view.tsx";
import { filterOf, type PeopleQuery, readPeopleQuery } from "./query.ts";
import { sessionsOf } from "./sessions-of.ts";

const ON_A_PAGE = 25;
const GROUPS_IN_FILTER = 4;

/** Lists of people and the page of one. */
export const peoplePages: readonly ConsolePage[] = [
  { method: "GET", path: "", handle: firstPool },
  { method: "GET", path: "/:pool", handle: listPage },
  { method: "GET", path: "/:pool/:username", handle: personPage },
];

async function firstPool(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const [pool] = await directory(console).pools();
  if (pool === undefined) return { view: { title: "People", body: <NoPool /> } };
  return listPage(console, { ...request, parameters: { pool: pool.Id } });
}

async function listPage(
  console: ConsoleContext,
  { parameters, query }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const view = await peopleView(directory(console), parameters["pool"] ?? "", readPeopleQuery(query));
  return {
    view: {
      title: "People",
      body: <PeoplePage view={{ ...view, groupsOf: await groupsOfAll(directory(console), view) }} />,
    },
  };
}

async function peopleView(calls: Directory, poolId: string, query: PeopleQuery): Promise<PeopleView> {
  const [pools, pool, groups, users] = await Promise.all([
    calls.pools(),
    calls.pool(poolId),
    calls.groups(poolId),
    usersOf(calls, poolId, query),
  ]);
  const shown = groups.items.slice(0, GROUPS_IN_FILTER).map(({ GroupName }) => GroupName);
  const chosen = query.group === "" || shown.includes(query.group) ? [] : [query.group];
  return { pools, pool, groups: [...shown, ...chosen], query, users, groupsOf: new Map() };
}

function usersOf(calls: Directory, poolId: string, query: PeopleQuery) {
  const page = { limit: ON_A_PAGE, after: query.after };
  return query.group === ""
    ? calls.users(poolId, { ...page, filter: filterOf(query) })
    : calls.members(poolId, query.group, page);
}

/** One call a person: only where the pool has groups at all. */
async function groupsOfAll(calls: Directory, { pool, groups, users }: PeopleView) {
  if (groups.length === 0) return new Map<string, string[]>();
  const found = await Promise.all(
    users.items.map(async ({ Username }) => {
      const of = await calls.groupsOf(pool.Id, Username);
      return [Username, of.map(({ GroupName }) => GroupName)] as const;
    }),
  );
  return new Map(found);
}

async function personPage(
  console: ConsoleContext,
  { parameters, query }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const calls = directory(console);
  const { pool: poolId = "", username = "" } = parameters;
  const [list, user, groups, all, clients] = await Promise.all([
    peopleView(calls, poolId, readPeopleQuery(query)),
    calls.user(poolId, username),
    calls.groupsOf(poolId, username),
    calls.groups(poolId),
    calls.clients(poolId),
  ]);
  const otherGroups = all.items
    .map(({ GroupName }) => GroupName)
    .filter((name) => groups.every(({ GroupName }) => GroupName !== name));
  const view: PersonView = {
    pool: list.pool,
    user,
    groups,
    otherGroups,
    query: list.query,
    isEdited: query.get("edit") === "1",
    token: {
      clients,
      triggerArn: list.pool.LambdaConfig?.PreTokenGeneration,
      otherGroups,
      asked: console.session.get<AskedToken>(askedKey(poolId, username)),
    },
    sessions: sessionsOf(console, namesInTrace(user)),
  };
  return {
    view: {
      title: `${nameOf(user)} · People`,
      body: (
        <PeoplePane view={list} opened={user.Username}>
          <PersonArticle view={view} />
        </PeoplePane>
      ),
    },
  };
}

/** The trace names a person by what they typed, by the user name, or as people know them. */
function namesInTrace(user: DescribedUser): string[] {
  return [...new Set([loginOf(user), user.Username, attributeOf(user, "sub") ?? user.Username])];
}
