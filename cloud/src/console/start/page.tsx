import type { Child } from "hono/jsx";
import type { HeldKind, LeftOutResource } from "../../core/ports/held.ts";
import type { Provoked } from "../../core/ports/probes.ts";
import type { Story } from "../../trace/story.ts";
import { Copy } from "../../web/parts/copy.tsx";
import { HeldCard } from "../../web/parts/held.tsx";
import { ICONS, Icon, Mark, verdictOf } from "../../web/parts/marks.tsx";
import { ago, Card, Empty, Facts, Head, Live, Time, VerdictWord } from "../../web/parts/parts.tsx";
import { shortWho } from "../../web/parts/request-names.ts";
import { RequestTitle } from "../../web/parts/request-title.tsx";
import { withShortIds } from "../../web/parts/short-ids.ts";
import { type Columns, Table } from "../../web/parts/table.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { ProjectCard } from "../../wire/console-area.ts";

interface StartView {
  readonly place: string;
  readonly isReady: boolean;
  readonly refusals: readonly GroupedRefusal[];
  /** How many more each of this cloud's own tools provoked. */
  readonly folded: readonly (readonly [Provoked, number])[];
  readonly stacks: readonly StackRow[];
  readonly addresses: readonly StartAddress[];
  readonly people: readonly PersonRow[];
  readonly held: readonly HeldKind[];
  readonly leftOut: readonly LeftOutResource[];
  readonly cards: readonly ProjectCard[];
  readonly now: number;
}

export interface StartAddress {
  readonly name: string;
  readonly address: string;
  /** A page for people, in a tab of its own. */
  readonly opens?: boolean;
}

/** The same refusal several times is one row with its count. */
export interface GroupedRefusal {
  readonly story: Story;
  readonly times: number;
}

export interface StackRow {
  readonly name: string;
  readonly status: string;
  readonly resources: number;
  readonly outputs: readonly string[];
  readonly changedAt: number;
}

export interface PersonRow {
  readonly name: string;
  readonly groups: readonly string[];
  readonly status: string;
  readonly href: string;
}

export const StartPage = ({ view }: { readonly view: StartView }) => (
  <>
    <Head title={view.place} lead={<Lead view={view} />}>
      <a class="btn" href={`${CONSOLE_PATH}audit`}>
        <Icon path={ICONS.audit} />
        Run the audit
      </a>
      <a class="btn primary" href={`${CONSOLE_PATH}apis`}>
        <Icon path={ICONS.send} />
        Try a request
      </a>
    </Head>
    <div class="grid two">
      <div class="col">
        <Refusals view={view} />
        <Stacks view={view} />
        <Addresses view={view} />
      </div>
      <div class="col">
        {view.cards.map((card, index) => (
          <ProjectCardOf card={card} id={`card-${index}`} />
        ))}
        <People view={view} />
        <HeldCard kinds={view.held} leftOut={view.leftOut} />
      </div>
    </div>
  </>
);

const Lead = ({ view: { isReady, stacks } }: { readonly view: StartView }) => {
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  return (
    <>
      <VerdictWord verdict={isReady ? "yes" : "if"} text={isReady ? "Ready" : "Not ready"} />
      {` · ${counted(stacks.length, "stack")}, ${counted(resources, "resource")}`}
    </>
  );
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const More = ({ href, children }: { readonly href: string; readonly children: Child }) => (
  <a class="small" href={`${CONSOLE_PATH}${href}`}>
    {children}
  </a>
);

const Refusals = ({ view }: { readonly view: StartView }) => (
  <Card
    id="refusals"
    title="Last refusals and failures"
    aside={<More href="trace?verdict=deny,error">All in the trace</More>}
  >
    <Live id="refusal-rows">
      {view.refusals.length === 0 ? <Empty text={NOTHING_REFUSED} /> : null}
      <ol class="list" data-rows>
        {view.refusals.map(({ story, times }) => {
          const verdict = verdictOf(story.verdict);
          return (
            <li class={verdict}>
              <a class="item" href={`${CONSOLE_PATH}trace/${story.request}`}>
                <Mark verdict={verdict} />
                <span class="l1">
                  {story.status === undefined ? null : <span class="status">{story.status}</span>}
                  <span class="path">
                    <RequestTitle of={story} />
                  </span>
                </span>
                <time datetime={new Date(story.at).toISOString()}>
                  {times > 1 ? <b>{`×${times} · `}</b> : null}
                  {ago(story.at, view.now)}
                </time>
                <span class="l2">
                  <b>{shortWho(story.who)}</b> · <span class="because">{withShortIds(story.decided)}</span>
                </span>
              </a>
            </li>
          );
        })}
      </ol>
      <Folded folded={view.folded} />
    </Live>
  </Card>
);

const TOOLS: Readonly<Record<Provoked, string>> = {
  access: "that a proof of access provoked",
  audit: "that an audit provoked",
  deployment: "that a deployment provoked",
};

/** TRACE-8: what is counted apart is said, and a click away. */
const Folded = ({ folded }: Pick<StartView, "folded">) =>
  folded.length === 0 ? null : (
    <p class="count-line">
      <span>{`Not listed: ${folded.map(([probe, count]) => `${count} ${TOOLS[probe]}`).join(", ")}.`}</span>
      <More href="trace?verdict=deny,error&probes=only">Show</More>
    </p>
  );

const NOTHING_REFUSED = "Nothing was refused since the start.";

const STACK_COLUMNS: Columns<StackRow> = [
  {
    title: "Stack",
    cell: ({ name }) => <a href={`${CONSOLE_PATH}stacks/${encodeURIComponent(name)}`}>{name}</a>,
  },
  {
    title: "State",
    cell: ({ status }) => (
      <span class="nowrap">
        <Mark verdict={stackVerdict(status)} /> {status}
      </span>
    ),
  },
  { title: "Resources", class: "end num", cell: ({ resources }) => resources },
  { title: "Outputs", class: "small muted", cell: ({ outputs }) => fewOf(outputs) },
  { title: "Deployed", class: "end num nowrap", cell: ({ changedAt }) => <Time at={changedAt} /> },
];

const FEW = 3;

/** The page of the stack has them all. */
function fewOf(names: readonly string[]): string {
  const more = names.length - FEW;
  return `${names.slice(0, FEW).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const Stacks = ({ view }: { readonly view: StartView }) => (
  <Card id="stacks" title="Stacks" aside={<More href="stacks">Events and change sets</More>}>
    {view.stacks.length === 0 ? (
      <Empty text="No stack is deployed." command="npx portcullis up <folder with a template>" />
    ) : (
      <Table columns={STACK_COLUMNS} rows={view.stacks} />
    )}
  </Card>
);

/** A stack that rolled back stands, and is not what was asked for. */
function stackVerdict(status: string): "yes" | "no" | "if" | "fail" {
  if (status.endsWith("FAILED")) return "no";
  if (status.includes("ROLLBACK")) return "fail";
  return status.endsWith("_COMPLETE") ? "yes" : "if";
}

const Addresses = ({ view }: { readonly view: StartView }) => (
  <Card id="addresses" title="Addresses">
    <div class="body">
      <Facts
        facts={view.addresses.map(
          ({ name, address, opens }) =>
            [
              name,
              <>
                {opens === true ? (
                  <a href={address} target="_blank" rel="noreferrer">
                    <code>{address}</code>
                  </a>
                ) : (
                  <code>{address}</code>
                )}{" "}
                <Copy text={address} label={`the address: ${name}`} />
              </>,
            ] as const,
        )}
      />
    </div>
  </Card>
);

const People = ({ view }: { readonly view: StartView }) => (
  <Card id="people" title="People" aside={<More href="people">All</More>}>
    {view.people.length === 0 ? (
      <Empty text="Nobody is in a user pool." command="npx portcullis user add" />
    ) : null}
    <ul class="list">
      {view.people.map(({ name, groups, status, href }) => (
        <li>
          <a class="item person" href={href}>
            <span class="avatar" aria-hidden="true">
              {initials(name)}
            </span>
            <span>
              <span class="name">{name}</span>
              <span class="muted small">{groups.length === 0 ? "no group" : groups.join(", ")}</span>
              {status === "CONFIRMED" ? null : <span class="muted small">{` · ${words(status)}`}</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  </Card>
);

function initials(name: string): string {
  return name.slice(0, 2).toUpperCase();
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  FORCE_CHANGE_PASSWORD: "invited, temporary password in the mailbox",
  UNCONFIRMED: "signed up, not confirmed",
  RESET_REQUIRED: "has to set a new password",
};

function words(status: string): string {
  return STATUS_WORDS[status] ?? status;
}

const WhoMay = ({ route }: { readonly route: string }) => (
  <>
    <code>{route}</code> <a href={`${CONSOLE_PATH}access?${new URLSearchParams({ q: route })}`}>Who may?</a>
  </>
);

const ProjectCardOf = ({ card, id }: { readonly card: ProjectCard; readonly id: string }) => (
  <Card
    id={id}
    title={card.title}
    aside={<span class="chip">card of the project</span>}
    {...(card.route === undefined ? {} : { foot: <WhoMay route={card.route} /> })}
  >
    <div class="body">
      <Live id={`${id}-facts`}>
        {card.picture === undefined ? null : (
          <img
            class="scene"
            alt={card.picture.alt}
            src={`data:image/svg+xml;base64,${Buffer.from(card.picture.svg).toString("base64")}`}
          />
        )}
        <Facts facts={card.facts} />
      </Live>
      {card.note === undefined ? null : <p class="small muted">{card.note}</p>}
    </div>
  </Card>
);
