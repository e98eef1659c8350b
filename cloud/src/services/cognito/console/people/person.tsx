import { Copy } from "../../../../web/parts/copy.tsx";
import { ICONS, Icon } from "../../../../web/parts/marks.tsx";
import { Act, Card, Facts } from "../../../../web/parts/parts.tsx";
import { groupAddress, personAddress, poolAddress } from "../addresses.ts";
import { attributeOf } from "../directory.ts";
import { Moment } from "../moments.tsx";
import { Avatar, loginOf, nameOf, PEOPLE_ICONS, Status } from "../names.tsx";
import { Attributes, AttributesForm } from "./attributes.tsx";
import { NextToken } from "./next-token-card.tsx";
import { DeleteSheet, GroupSheet, MoreSheet, PasswordSheet } from "./person-sheets.tsx";
import { ActButton, actionAddress, type PersonView } from "./person-view.tsx";
import { writePeopleQuery } from "./query.ts";
import { SessionsCard } from "./sessions.tsx";

export const PersonArticle = ({ view }: { readonly view: PersonView }) => (
  <article class="col" aria-labelledby="p-h">
    <a class="btn back" href={poolAddress(view.pool.Id, writePeopleQuery(view.query))}>
      <Icon path={PEOPLE_ICONS.back} />
      All people
    </a>
    <section class="card">
      <div class="body col">
        <div class="who">
          <Avatar user={view.user} big />
          <div>
            <h2 id="p-h" class="big-name">
              <bdi>{nameOf(view.user)}</bdi>
            </h2>
            <p class="muted">
              {loginOf(view.user) === nameOf(view.user) ? null : `${loginOf(view.user)} · `}
              <Status user={view.user} />
              {view.user.Enabled ? " · enabled" : ""}
            </p>
          </div>
        </div>
        <Groups view={view} />
        <Actions view={view} />
      </div>
    </section>
    <NextToken view={view.token} action={actionAddress(view, "next-token")} />
    <div class="grid half">
      <SessionsCard view={view.sessions} />
      <Card
        id="attributes"
        title="Attributes"
        aside={
          view.isEdited ? null : (
            <a
              class="btn quiet"
              href={`${personAddress(view.pool.Id, view.user.Username, new URLSearchParams([...writePeopleQuery(view.query), ["edit", "1"]]))}#attributes`}
            >
              Edit
            </a>
          )
        }
      >
        <div class="body">{view.isEdited ? <AttributesForm view={view} /> : <Attributes view={view} />}</div>
      </Card>
    </div>
    <About view={view} />
  </article>
);

const Groups = ({ view }: { readonly view: PersonView }) =>
  view.groups.length === 0 ? (
    <p class="muted small">In no group.</p>
  ) : (
    <ul class="chips" aria-label="Groups">
      {view.groups.map(({ GroupName }) => (
        <li class="chip with-action">
          <a href={groupAddress(view.pool.Id, GroupName)}>{GroupName}</a>
          <Act action={actionAddress(view, "leave")} fields={{ group: GroupName }}>
            <button type="submit" class="remove" aria-label={`Take out of ${GroupName}`}>
              ×
            </button>
          </Act>
        </li>
      ))}
    </ul>
  );

const Actions = ({ view }: { readonly view: PersonView }) => (
  <>
    <div class="btns">
      <FirstAction view={view} />
      {view.otherGroups.length === 0 ? null : (
        <button type="button" class="btn primary" popovertarget="p-group">
          <Icon path={PEOPLE_ICONS.person} />
          Add to group …
        </button>
      )}
      {view.user.UserStatus === "FORCE_CHANGE_PASSWORD" || view.user.UserStatus === "UNCONFIRMED" ? null : (
        <ActButton view={view} action="reset-password">
          Reset password
        </ActButton>
      )}
      <ActButton view={view} action="sign-out">
        Sign out everywhere
      </ActButton>
      <button type="button" class="btn" popovertarget="p-more" aria-label={`More for ${loginOf(view.user)}`}>
        <Icon path={ICONS.more} />
        More
      </button>
    </div>
    <GroupSheet view={view} />
    <MoreSheet view={view} />
    <PasswordSheet view={view} />
    <DeleteSheet view={view} />
  </>
);

/** What a person who cannot sign in yet waits for. */
const FirstAction = ({ view }: { readonly view: PersonView }) => {
  if (!view.user.Enabled) {
    return (
      <ActButton view={view} action="enable" isPrimary>
        Enable
      </ActButton>
    );
  }
  if (view.user.UserStatus === "FORCE_CHANGE_PASSWORD") {
    return (
      <ActButton view={view} action="invite-again" isPrimary>
        Send the invitation again
      </ActButton>
    );
  }
  if (view.user.UserStatus === "UNCONFIRMED") {
    return (
      <ActButton view={view} action="confirm" isPrimary>
        Confirm
      </ActButton>
    );
  }
  return null;
};

const About = ({ view: { user, pool } }: { readonly view: PersonView }) => {
  const sub = attributeOf(user, "sub") ?? user.Username;
  return (
    <Card id="about" title="Who this is to the cloud">
      <div class="body">
        <Facts
          facts={[
            [
              "User name",
              <>
                <code>{user.Username}</code> <Copy text={user.Username} label="the user name" />
              </>,
            ],
            [
              "sub",
              <>
                <code>{sub}</code> <Copy text={sub} label="the sub" />
              </>,
            ],
            ["User pool", <code>{pool.Id}</code>],
            ["Created", <Moment at={user.UserCreateDate * 1000} />],
            ["Changed", <Moment at={user.UserLastModifiedDate * 1000} />],
          ]}
        />
      </div>
    </Card>
  );
};
