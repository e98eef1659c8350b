import { ArnLink } from "../../../web/parts/arn-link.tsx";
import { FirstAndNext } from "../../../web/parts/paging.tsx";
import { Card, Empty, Head } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { LastRun, Next, RunNow, StateChip, When } from "../../../web/parts/schedules.tsx";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import {
  type AskedList,
  listPath,
  RUN_RULE_PATH,
  rulePath,
  SCHEDULES_PATH,
  schedulePath,
} from "./addresses.ts";
import {
  type RulesPage,
  type RuleView,
  readGroups,
  readRules,
  readSchedules,
  type SchedulesPage,
  type ScheduleView,
} from "./read.ts";

/** Where a row's form comes back to, and since when the trace knows of runs. */
interface Around {
  readonly here: string;
  readonly since: number;
}

function scheduleColumns({ here, since }: Around): Columns<ScheduleView> {
  return [
    {
      title: "Schedule",
      cell: ({ schedule: { GroupName: group, Name: name, State } }) => (
        <>
          <a class="outside" href={schedulePath({ group, name })}>
            {printable(name)}
          </a>
          <br />
          <StateChip state={State} />
          <span class="small muted outside">{` group ${printable(group)}`}</span>
        </>
      ),
    },
    {
      title: "When",
      cell: ({ schedule }) => (
        <When expression={schedule.ScheduleExpression} timeZone={schedule.ScheduleExpressionTimezone} />
      ),
    },
    { title: "Next", cell: ({ times }) => <Next at={times.nextAt} /> },
    {
      title: "Calls",
      cell: ({ schedule: { Target } }) => (
        <>
          <ArnLink arn={Target.Arn} />
          <br />
          <span class="small muted outside">{`as role ${printable(roleName(Target.RoleArn))}`}</span>
        </>
      ),
    },
    { title: "Last run", cell: ({ times }) => <LastRun run={times.last} since={since} /> },
    {
      title: "Run",
      short: "",
      class: "end",
      cell: ({ schedule: { Arn, Name } }) => (
        <RunNow action={`${SCHEDULES_PATH}/run`} arn={Arn} name={Name} back={here} />
      ),
    },
  ];
}

function ruleColumns({ here, since }: Around): Columns<RuleView> {
  return [
    {
      title: "Rule",
      cell: ({ Name, State }) => (
        <>
          <a class="outside" href={rulePath(Name)}>
            {printable(Name)}
          </a>
          <br />
          <StateChip state={State} />
        </>
      ),
    },
    { title: "When", cell: ({ ScheduleExpression: expression }) => <When expression={expression} /> },
    { title: "Next", cell: ({ times }) => <Next at={times.nextAt} /> },
    { title: "Calls", cell: ({ targets }) => <Targets arns={targets} /> },
    { title: "Last run", cell: ({ times }) => <LastRun run={times.last} since={since} /> },
    {
      title: "Run",
      short: "",
      class: "end",
      cell: ({ Arn, Name }) => <RunNow action={RUN_RULE_PATH} arn={Arn} name={Name} back={here} />,
    },
  ];
}

const Targets = ({ arns }: { readonly arns: readonly string[] }) =>
  arns.length === 0 ? (
    <span class="muted">nothing</span>
  ) : (
    <span>
      {arns.map((arn, index) => (
        <>
          {index === 0 ? null : <br />}
          <ArnLink arn={arn} />
        </>
      ))}
    </span>
  );

/** The name of a role, without its path. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** Schedules of the Scheduler, and rules with a schedule. */
export async function schedulesView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const asked = {
    group: query.get("group") ?? "",
    prefix: query.get("prefix") ?? "",
    state: stateIn(query.get("state")),
  };
  const token = query.get("token");
  const after = query.get("after");
  const [schedules, rules, groups] = await Promise.all([
    readSchedules(console, asked, token),
    // Rules are in no group.
    asked.group === "" ? readRules(console, asked, after) : undefined,
    readGroups(console),
  ]);
  const here = listPath(asked, { token: token ?? "", after: after ?? "" });
  const around = { here, since: console.trace.since() };
  return {
    title: "Schedules",
    body: (
      <>
        <Head
          title="Schedules"
          lead="What is called at its times: by schedules of EventBridge Scheduler, and by rules of EventBridge that have one."
        />
        <Find asked={asked} groups={groups} />
        <div class="col">
          <SchedulesCard page={schedules} asked={asked} token={token} after={after} around={around} />
          {rules === undefined ? null : (
            <RulesCard page={rules} asked={asked} token={token} after={after} around={around} />
          )}
        </div>
      </>
    ),
  };
}

function stateIn(text: string | null): string {
  return text === "ENABLED" || text === "DISABLED" ? text : "";
}

const STATES = [
  ["", "On and off"],
  ["ENABLED", "On"],
  ["DISABLED", "Off"],
] as const;

const Find = ({ asked, groups }: { readonly asked: AskedList; readonly groups: readonly string[] }) => (
  <search aria-label="Find schedules">
    <form class="filters" action={SCHEDULES_PATH}>
      <label class="vh" for="prefix">
        Beginning of a name
      </label>
      <input
        class="grow"
        id="prefix"
        name="prefix"
        type="search"
        value={asked.prefix}
        placeholder="Beginning of a name"
      />
      <label class="vh" for="group">
        Group
      </label>
      <select id="group" name="group">
        <option value="">All groups</option>
        {groups.map((name) => (
          <option value={name} {...(name === asked.group ? { selected: true } : {})}>
            {printable(name)}
          </option>
        ))}
      </select>
      <label class="vh" for="state">
        State
      </label>
      <select id="state" name="state">
        {STATES.map(([value, text]) => (
          <option value={value} {...(value === asked.state ? { selected: true } : {})}>
            {text}
          </option>
        ))}
      </select>
      <button type="submit" class="btn">
        Find
      </button>
    </form>
  </search>
);

interface CardProps<Page> {
  readonly page: Page;
  readonly asked: AskedList;
  readonly token: string | null;
  readonly after: string | null;
  readonly around: Around;
}

function isFiltered({ group, prefix, state }: AskedList): boolean {
  return group !== "" || prefix !== "" || state !== "";
}

const SchedulesCard = ({ page, asked, token, after, around }: CardProps<SchedulesPage>) => {
  const others = { after: after ?? "" };
  return (
    <Card id="schedules" title="Schedules">
      {page.schedules.length > 0 ? (
        <Table class="schedules" isWalked columns={scheduleColumns(around)} rows={page.schedules} />
      ) : isFiltered(asked) ? (
        <Empty text="No schedule is like that." />
      ) : (
        <Empty text="There is no schedule." command="aws scheduler create-schedule --generate-cli-skeleton" />
      )}
      <FirstAndNext
        shown={page.schedules.length}
        noun="schedule"
        first={token === null || token === "" ? undefined : listPath(asked, others)}
        next={page.next === undefined ? undefined : listPath(asked, { ...others, token: page.next })}
      />
    </Card>
  );
};

const RulesCard = ({ page, asked, token, after, around }: CardProps<RulesPage>) => {
  const others = { token: token ?? "" };
  return (
    <Card id="rules" title="Rules with a schedule">
      {page.rules.length > 0 ? (
        <Table class="schedules" isWalked columns={ruleColumns(around)} rows={page.rules} />
      ) : isFiltered(asked) ? (
        <Empty text="No rule with a schedule is like that." />
      ) : (
        <Empty
          text="No rule has a schedule."
          command='aws events put-rule --name NAME --schedule-expression "rate(1 hour)"'
        />
      )}
      <FirstAndNext
        shown={page.rules.length}
        noun="rule"
        first={after === null ? undefined : listPath(asked, others)}
        next={page.next === undefined ? undefined : listPath(asked, { ...others, after: page.next })}
      />
    </Card>
  );
};
