import type { Child } from "hono/jsx";
import { ICONS, Icon } from "../../../../web/parts/marks.tsx";
import { Empty, Head } from "../../../../web/parts/parts.tsx";
import { Table } from "../../../../web/parts/table.tsx";
import {
  groupAddress,
  groupsAddress,
  inviteAddress,
  personAddress,
  poolAddress,
  secondFactorAddress,
} from "../addresses.ts";
import type { DescribedPool, DescribedUser, Paged, PoolSummary } from "../directory.ts";
import { Moment } from "../moments.tsx";
import { Avatar, loginOf, nameOf, PEOPLE_ICONS, Status, unusualStatus } from "../names.tsx";
import { isNarrowed, type PeopleQuery, SEARCHES, STATES, wordsOf, writePeopleQuery } from "./query.ts";

export interface PeopleView {
  readonly pools: readonly PoolSummary[];
  readonly pool: DescribedPool;
  /** Groups to choose from; the others are on their own page. */
  readonly groups: readonly string[];
  readonly query: PeopleQuery;
  readonly users: Paged<DescribedUser>;
  /** By user name; left out where the list stands beside a person. */
  readonly groupsOf: ReadonlyMap<string, readonly string[]>;
}

/** Everybody of a pool, a page at a time. */
export const PeoplePage = ({ view }: { readonly view: PeopleView }) => (
  <>
    <PeopleHead view={view} />
    <Search view={view} />
    <section class="card" aria-label="People" id="list">
      {view.users.items.length === 0 ? <Nobody view={view} /> : <PeopleTable view={view} />}
      <CountLine view={view} />
    </section>
  </>
);

/** The same list, narrow, beside the person that is opened. */
export const PeoplePane = ({
  view,
  opened,
  children,
}: {
  readonly view: PeopleView;
  readonly opened: string;
  readonly children?: Child;
}) => (
  <>
    <PeopleHead view={view} />
    <div class="panes narrow opened">
      <div class="col stick listpane" id="list">
        <Search view={view} />
        <section class="card" aria-label="People">
          <ul class="list" data-rows>
            {view.users.items.map((user) => (
              <PersonItem user={user} view={view} isOpen={user.Username === opened} />
            ))}
          </ul>
          <CountLine view={view} />
        </section>
      </div>
      {children}
    </div>
  </>
);

const PeopleHead = ({ view: { pool, pools } }: { readonly view: PeopleView }) => (
  <Head title="People" lead={<Pool pool={pool} pools={pools} path={poolAddress} />}>
    <a class="btn" href={secondFactorAddress(pool.Id)}>
      Second factor
    </a>
    <a class="btn" href={groupsAddress(pool.Id)}>
      Groups
    </a>
    <a class="btn primary" href={inviteAddress(pool.Id)}>
      <Icon path={PEOPLE_ICONS.add} />
      Invite
    </a>
  </Head>
);

/** Which pool is looked at; with several, a choice of them. */
export const Pool = ({
  pool,
  pools,
  path,
}: {
  readonly pool: PoolSummary;
  readonly pools: readonly PoolSummary[];
  readonly path: (pool: string) => string;
}) => (
  <>
    {"User pool "}
    <code>{pool.Name}</code>
    {" · "}
    <code>{pool.Id}</code>
    {pools.length < 2 ? null : (
      <details class="pools">
        <summary>{`${pools.length} user pools`}</summary>
        <ul class="chips">
          {pools.map(({ Id, Name }) => (
            <li>
              <a class="chip" href={path(Id)} {...(Id === pool.Id ? { "aria-current": "true" } : {})}>
                {Name}
                <code>{Id}</code>
              </a>
            </li>
          ))}
        </ul>
      </details>
    )}
  </>
);

const Search = ({ view: { pool, query, groups } }: { readonly view: PeopleView }) => (
  <search aria-label="Search people">
    <form class="filters" action={poolAddress(pool.Id)}>
      <label class="vh" for="p-by">
        What is searched
      </label>
      <select id="p-by" name="by">
        {SEARCHES.map(({ attribute, label }) => (
          <option value={attribute} selected={attribute === query.by}>
            {label}
          </option>
        ))}
      </select>
      <label class="vh" for="p-q">
        Its beginning
      </label>
      <input
        id="p-q"
        class="grow"
        type="search"
        name="q"
        value={query.text}
        maxlength={200}
        autocomplete="off"
      />
      <button type="submit" class="btn">
        <Icon path={ICONS.find} />
        Search
      </button>
      <fieldset class="seg">
        <legend class="vh">Filter</legend>
        {STATES.map(({ state, label }) => (
          <FilterLink pool={pool.Id} to={{ state }} isOn={isChosen(query, state)}>
            {label}
          </FilterLink>
        ))}
        {groups.map((group) => (
          <FilterLink pool={pool.Id} to={{ group }} isOn={query.group === group}>
            {group}
          </FilterLink>
        ))}
      </fieldset>
    </form>
  </search>
);

function isChosen(query: PeopleQuery, state: string): boolean {
  return state === "" ? !isNarrowed(query) : query.state === state;
}

interface FilterLinkProps {
  readonly pool: string;
  readonly to: Partial<PeopleQuery>;
  readonly isOn: boolean;
  readonly children?: Child;
}

const FilterLink = ({ pool, to, isOn, children }: FilterLinkProps) => (
  <a href={poolAddress(pool, writePeopleQuery(to))} {...(isOn ? { "aria-current": "true" } : {})}>
    {children}
  </a>
);

const PeopleTable = ({ view: { pool, users, query, groupsOf } }: { readonly view: PeopleView }) => (
  <Table
    isWalked
    class="people"
    rows={users.items}
    columns={[
      {
        title: "Person",
        cell: (user) => (
          <div class="who">
            <Avatar user={user} />
            <div>
              <a href={personAddress(pool.Id, user.Username, writePeopleQuery(query))}>
                <bdi>{nameOf(user)}</bdi>
              </a>
              {loginOf(user) === nameOf(user) ? null : <span class="muted small sub">{loginOf(user)}</span>}
            </div>
          </div>
        ),
      },
      {
        title: "Groups",
        cell: ({ Username }) => <GroupLinks pool={pool.Id} groups={groupsOf.get(Username) ?? []} />,
      },
      { title: "State", cell: (user) => <Status user={user} /> },
      {
        title: "Created",
        class: "end nowrap",
        cell: ({ UserCreateDate }) => <Moment at={UserCreateDate * 1000} />,
      },
    ]}
  />
);

const SHOWN_GROUPS = 3;

const GroupLinks = ({ pool, groups }: { readonly pool: string; readonly groups: readonly string[] }) => {
  if (groups.length === 0) return <span class="muted">none</span>;
  const more = groups.length - SHOWN_GROUPS;
  return (
    <span>
      {groups.slice(0, SHOWN_GROUPS).map((group, index) => (
        <>
          {index === 0 ? "" : ", "}
          <a href={groupAddress(pool, group)}>{group}</a>
        </>
      ))}
      {more > 0 ? ` and ${more} more` : ""}
    </span>
  );
};

interface PersonItemProps {
  readonly user: DescribedUser;
  readonly view: PeopleView;
  readonly isOpen: boolean;
}

const PersonItem = ({ user, view: { pool, query }, isOpen }: PersonItemProps) => {
  const name = nameOf(user);
  const second = [loginOf(user) === name ? undefined : loginOf(user), unusualStatus(user)].filter(
    (part) => part !== undefined,
  );
  return (
    <li>
      <a
        class="item person"
        href={personAddress(pool.Id, user.Username, writePeopleQuery(query))}
        {...(isOpen ? { "aria-current": "true" } : {})}
      >
        <Avatar user={user} />
        <span>
          <b class="name">
            <bdi>{name}</bdi>
          </b>
          <span class="muted small sub">{second.join(" · ")}</span>
        </span>
      </a>
    </li>
  );
};

const CountLine = ({ view: { pool, query, users } }: { readonly view: PeopleView }) => {
  const { length } = users.items;
  const last = query.from + length;
  const total = isNarrowed(query) ? "" : ` of ${pool.EstimatedNumberOfUsers.toLocaleString("en")}`;
  return (
    <p class="count-line">
      <span>
        {length === 0
          ? "Nobody"
          : `${(query.from + 1).toLocaleString("en")}–${last.toLocaleString("en")}${total}, in order of creation`}
      </span>
      <span class="nowrap">
        {query.after === undefined ? null : (
          <>
            <a href={poolAddress(pool.Id, writePeopleQuery({ ...query, after: undefined, from: 0 }))}>
              First
            </a>{" "}
          </>
        )}
        {users.next === undefined ? null : (
          <a href={poolAddress(pool.Id, writePeopleQuery({ ...query, after: users.next, from: last }))}>
            Next
          </a>
        )}
      </span>
    </p>
  );
};

const Nobody = ({ view: { pool, query } }: { readonly view: PeopleView }) => {
  if (!isNarrowed(query)) {
    return <Empty text={<b>Nobody yet.</b>} command="npx portcullis user add you@example.com" />;
  }
  return (
    <div class="empty">
      <p>
        <b>{`Nobody of ${pool.EstimatedNumberOfUsers.toLocaleString("en")}: ${wordsOf(query)}.`}</b>
      </p>
      <p>Capital letters count, and only the beginning is compared: ListUsers looks no further.</p>
      <p class="chips">
        <a class="chip" href={poolAddress(pool.Id)}>
          <span class="vh">Remove the filter </span>
          {`${wordsOf(query)} ×`}
        </a>
      </p>
    </div>
  );
};

/** No pool is there to have people. */
export const NoPool = () => (
  <>
    <Head title="People" />
    <section class="card" aria-label="People">
      <Empty
        text={<b>No user pool is deployed.</b>}
        command="npx portcullis up <folder with a template that has one>"
      />
    </section>
  </>
);
