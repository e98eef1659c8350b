import { FindByPrefix, FirstAndNext } from "../../../web/parts/paging.tsx";
import { Card, Empty, Head } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { StateChip, When } from "../../../web/parts/schedules.tsx";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { busIn, busPath, RULES_PATH, rulePath } from "./addresses.ts";
import { type RuleView, readBuses, readRules } from "./read.ts";

const COLUMNS: Columns<RuleView> = [
  {
    title: "Rule",
    cell: ({ Name, EventBusName }) => <a href={rulePath({ bus: EventBusName, name: Name })}>{Name}</a>,
  },
  {
    title: "When",
    cell: ({ ScheduleExpression: schedule, EventPattern: pattern = "" }) =>
      schedule === undefined ? (
        <code class="outside">{printable(pattern)}</code>
      ) : (
        <When expression={schedule} />
      ),
  },
  { title: "State", cell: ({ State }) => <StateChip state={State} /> },
  {
    title: "Description",
    cell: ({ Description = "" }) => <span class="outside">{printable(Description)}</span>,
  },
];

/** The rules of a bus. */
export async function rulesView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const bus = busIn(query.get("bus"));
  const prefix = query.get("prefix") ?? "";
  const token = query.get("token");
  const [{ rules, next }, buses] = await Promise.all([
    readRules(console, { bus, prefix, token }),
    readBuses(console),
  ]);
  return {
    title: "Rules",
    body: (
      <>
        <Head title="Rules" lead="EventBridge: what is sent where, when an event comes or a time has come." />
        <Buses buses={buses} bus={bus} />
        <FindByPrefix
          action={RULES_PATH}
          what="rules"
          label="Beginning of a name"
          value={prefix}
          fields={{ bus }}
        />
        <Card id="rules" title={`Rules of the bus ${bus}`}>
          {rules.length > 0 ? (
            <Table class="keys-table" isWalked columns={COLUMNS} rows={rules} />
          ) : prefix === "" ? (
            <Empty
              text="The bus has no rule: events on it go nowhere."
              command="aws events put-rule --name NAME --event-pattern PATTERN"
            />
          ) : (
            <Empty text={`No rule’s name begins with “${printable(prefix)}”.`} />
          )}
          <FirstAndNext
            shown={rules.length}
            noun="rule"
            first={token === null ? undefined : busPath(bus, { prefix })}
            next={next === undefined ? undefined : busPath(bus, { prefix, token: next })}
          />
        </Card>
      </>
    ),
  };
}

const Buses = ({ buses, bus }: { readonly buses: readonly string[]; readonly bus: string }) =>
  buses.length < 2 ? null : (
    <nav class="filters" aria-label="Buses">
      <p class="chips">
        {buses.map((name) => (
          <a
            class={name === bus ? "chip yes" : "chip"}
            href={busPath(name)}
            {...(name === bus ? { "aria-current": "true" } : {})}
          >
            {name}
          </a>
        ))}
      </p>
    </nav>
  );
