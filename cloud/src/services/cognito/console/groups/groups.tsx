import { Icon } from "../../../../web/parts/marks.tsx";
import { Act, Card, Empty, Field, Head } from "../../../../web/parts/parts.tsx";
import { Sheet } from "../../../../web/parts/sheet.tsx";
import { Table } from "../../../../web/parts/table.tsx";
import { groupAddress, groupsAddress, personAddress, poolAddress } from "../addresses.ts";
import type { DescribedGroup, DescribedPool, DescribedUser, Paged, PoolSummary } from "../directory.ts";
import { Moment } from "../moments.tsx";
import { Avatar, loginOf, nameOf, PEOPLE_ICONS, Status } from "../names.tsx";
import { Pool } from "../people/list.tsx";

interface GroupsView {
  readonly pools: readonly PoolSummary[];
  readonly pool: DescribedPool;
  readonly groups: Paged<DescribedGroup>;
  readonly isFirstPage: boolean;
}

export const GroupsPage = ({ view: { pools, pool, groups, isFirstPage } }: { readonly view: GroupsView }) => (
  <>
    <Head title="Groups" lead={<Pool pool={pool} pools={pools} path={groupsAddress} />}>
      <a class="btn" href={poolAddress(pool.Id)}>
        People
      </a>
      <a class="btn primary" href="#new">
        <Icon path={PEOPLE_ICONS.add} />
        New group
      </a>
    </Head>
    <div class="col">
      <section class="card" aria-label="Groups">
        {groups.items.length === 0 ? (
          <Empty text={<b>No group yet.</b>} />
        ) : (
          <GroupTable pool={pool} groups={groups.items} />
        )}
        {isFirstPage && groups.next === undefined ? null : (
          <p class="count-line">
            <span />
            <span>
              {isFirstPage ? null : <a href={groupsAddress(pool.Id)}>First</a>}{" "}
              {groups.next === undefined ? null : (
                <a href={`${groupsAddress(pool.Id)}?${new URLSearchParams({ after: groups.next })}`}>Next</a>
              )}
            </span>
          </p>
        )}
      </section>
      <Card id="new" title="A new group">
        <div class="body">
          <Act action={groupsAddress(pool.Id)}>
            <div class="col form narrow-form">
              <Field id="g-name" label="Name" hint="It cannot be changed: tokens and policies name it.">
                <input
                  id="g-name"
                  name="name"
                  maxlength={128}
                  autocomplete="off"
                  aria-describedby="g-name-hint"
                  required
                />
              </Field>
              <GroupFields group={undefined} />
              <div class="btns">
                <button type="submit" class="btn primary">
                  Create
                </button>
              </div>
            </div>
          </Act>
        </div>
      </Card>
    </div>
  </>
);

const GroupTable = ({
  pool,
  groups,
}: {
  readonly pool: DescribedPool;
  readonly groups: readonly DescribedGroup[];
}) => (
  <Table
    isWalked
    rows={groups}
    columns={[
      {
        title: "Group",
        cell: ({ GroupName }) => <a href={groupAddress(pool.Id, GroupName)}>{GroupName}</a>,
      },
      {
        title: "What it is for",
        short: "For",
        class: "small muted",
        cell: ({ Description = "" }) => Description,
      },
      { title: "Precedence", class: "end num", cell: ({ Precedence = "last" }) => Precedence },
      {
        title: "Role",
        class: "small",
        cell: ({ RoleArn }) =>
          RoleArn === undefined ? <span class="muted">none</span> : <code>{RoleArn}</code>,
      },
      {
        title: "Created",
        class: "end nowrap",
        cell: ({ CreationDate }) => <Moment at={CreationDate * 1000} />,
      },
    ]}
  />
);

const GroupFields = ({ group }: { readonly group: DescribedGroup | undefined }) => (
  <>
    <Field id="g-description" label="What it is for">
      <input id="g-description" name="description" value={group?.Description ?? ""} maxlength={2048} />
    </Field>
    <Field
      id="g-precedence"
      label="Precedence"
      hint="The smaller number wins: its role is the preferred one in an ID token."
    >
      <input
        id="g-precedence"
        name="precedence"
        type="number"
        min={0}
        value={group?.Precedence === undefined ? "" : String(group.Precedence)}
        aria-describedby="g-precedence-hint"
      />
    </Field>
    <Field id="g-role" label="ARN of an IAM role" hint="It is named in ID tokens of the members.">
      <input
        id="g-role"
        name="role"
        class="mono"
        value={group?.RoleArn ?? ""}
        maxlength={2048}
        aria-describedby="g-role-hint"
      />
    </Field>
  </>
);

interface GroupView {
  readonly pool: DescribedPool;
  readonly group: DescribedGroup;
  readonly members: Paged<DescribedUser>;
  readonly from: number;
}

export const GroupPage = ({ view }: { readonly view: GroupView }) => {
  const { pool, group, members } = view;
  const here = groupAddress(pool.Id, group.GroupName);
  return (
    <>
      <Head title={group.GroupName} lead={<a href={groupsAddress(pool.Id)}>{`Groups of ${pool.Name}`}</a>}>
        <button type="button" class="btn danger" popovertarget="g-delete">
          Delete …
        </button>
      </Head>
      <div class="grid two">
        <Members view={view} />
        <div class="col">
          <Card id="add" title="Add somebody">
            <div class="body">
              <Act action={`${here}/add`}>
                <div class="col form">
                  <Field id="g-member" label="E-mail address, user name or sub">
                    <input id="g-member" name="username" maxlength={2048} autocomplete="off" required />
                  </Field>
                  <button type="submit" class="btn primary">
                    Add
                  </button>
                </div>
              </Act>
            </div>
          </Card>
          <Card id="settings" title="Settings">
            <div class="body">
              <Act action={`${here}/change`}>
                <div class="col form">
                  <GroupFields group={group} />
                  <button type="submit" class="btn">
                    Save
                  </button>
                </div>
              </Act>
            </div>
          </Card>
        </div>
      </div>
      <Sheet id="g-delete" label={`Delete ${group.GroupName}`} title={`Delete the group ${group.GroupName}?`}>
        <Act action={`${here}/delete`}>
          <div class="sheet">
            <p>
              {members.items.length === 0
                ? "It has no members."
                : "Its members stay; their next tokens come without it, and without what a trigger adds for it."}
            </p>
            <Field id="g-delete-name" label={`Type ${group.GroupName} to confirm`}>
              <input id="g-delete-name" name="name" autocomplete="off" required />
            </Field>
            <button type="submit" class="btn danger">
              Delete for good
            </button>
          </div>
        </Act>
      </Sheet>
    </>
  );
};

const Members = ({ view: { pool, group, members, from } }: { readonly view: GroupView }) => {
  const here = groupAddress(pool.Id, group.GroupName);
  const last = from + members.items.length;
  return (
    <Card id="members" title="Members">
      {members.items.length === 0 ? <Empty text={<b>Nobody is in it.</b>} /> : null}
      <ul class="list" data-rows>
        {members.items.map((user) => (
          <li class="member">
            <a class="item person" href={personAddress(pool.Id, user.Username)}>
              <Avatar user={user} />
              <span>
                <b class="name">
                  <bdi>{nameOf(user)}</bdi>
                </b>
                <span class="muted small sub">
                  {loginOf(user) === nameOf(user) ? null : `${loginOf(user)} · `}
                  <Status user={user} />
                </span>
              </span>
            </a>
            <Act action={`${here}/remove`} fields={{ username: user.Username }}>
              <button type="submit" class="btn quiet">
                Take out<span class="vh">{`: ${loginOf(user)}`}</span>
              </button>
            </Act>
          </li>
        ))}
      </ul>
      <p class="count-line">
        <span>{members.items.length === 0 ? "" : `${from + 1}–${last}`}</span>
        <span>
          {from === 0 ? null : <a href={here}>First</a>}{" "}
          {members.next === undefined ? null : (
            <a href={`${here}?${new URLSearchParams({ after: members.next, from: String(last) })}`}>Next</a>
          )}
        </span>
      </p>
    </Card>
  );
};
