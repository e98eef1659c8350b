import type { ScheduleTimes } from "../../../core/ports/scheduled-runs.ts";
import { ArnLink } from "../../../web/parts/arn-link.tsx";
import { Copy } from "../../../web/parts/copy.tsx";
import { ICONS, Icon } from "../../../web/parts/marks.tsx";
import {
  Act,
  Card,
  Empty,
  Facts,
  Field,
  FoldCard,
  Head,
  Live,
  OutsideName,
} from "../../../web/parts/parts.tsx";
import { printable, printableLines } from "../../../web/parts/printable.ts";
import { Failures, LastRun, Next, RunNow, StateChip, When } from "../../../web/parts/schedules.tsx";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import { stackOf } from "../../../web/stack-names.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { draftOf } from "./actions.ts";
import { busPath, DEFAULT_BUS, RULES_PATH, type RuleAddress, rulePath } from "./addresses.ts";
import { type EventDraft, exampleFor } from "./example.ts";
import { type RuleView, readRule, readTargets, type TargetView } from "./read.ts";

/** A rule: when it is for, where it sends, and an event to try it with. */
export async function ruleView(console: ConsoleContext, address: RuleAddress): Promise<ConsoleView> {
  const rule = await readRule(console, address);
  const [targets, stack] = await Promise.all([
    readTargets(console, address),
    stackOf(console, physicalIdOf(address)),
  ]);
  return {
    title: `${rule.Name} · Rules`,
    body: (
      <>
        <Head
          title={<OutsideName name={rule.Name} />}
          lead={
            <>
              <a href={busPath(rule.EventBusName)}>Rules</a>
              {` · bus ${rule.EventBusName}`}
            </>
          }
        >
          <StateButton rule={rule} />
          {rule.ScheduleExpression === undefined ? null : (
            <RunNow
              isPrimary
              action={`${RULES_PATH}/run`}
              arn={rule.Arn}
              name={rule.Name}
              back={rulePath(address)}
            />
          )}
        </Head>
        <div class="grid two">
          <div class="col">
            <WhenCard rule={rule} />
            <TargetsCard rule={rule} targets={targets} />
          </div>
          <div class="col">
            {rule.ScheduleExpression === undefined ? null : (
              <TimesCard times={console.schedules.times(rule.Arn)} since={console.trace.since()} />
            )}
            {rule.EventPattern === undefined ? null : (
              <PutCard rule={rule} draft={draftOf(console, address) ?? exampleFor(rule.EventPattern)} />
            )}
            <AboutCard rule={rule} stack={stack} />
          </div>
        </div>
      </>
    ),
  };
}

/** What stacks call a rule: of another bus with its name. */
function physicalIdOf({ bus, name }: RuleAddress): string {
  return bus === DEFAULT_BUS ? name : `${bus}|${name}`;
}

function fieldsOf({ EventBusName, Name }: RuleView): Readonly<Record<string, string>> {
  return { bus: EventBusName, name: Name };
}

const StateButton = ({ rule }: { readonly rule: RuleView }) => (
  <Act action={`${RULES_PATH}/${rule.State === "DISABLED" ? "enable" : "disable"}`} fields={fieldsOf(rule)}>
    <button type="submit" class="btn">
      {rule.State === "DISABLED" ? "Switch on" : "Switch off"}
    </button>
  </Act>
);

const WhenCard = ({ rule }: { readonly rule: RuleView }) => (
  <Card id="when" title="When" aside={<StateChip state={rule.State} />}>
    {rule.ScheduleExpression === undefined ? null : (
      <p class="body">
        <When expression={rule.ScheduleExpression} />
      </p>
    )}
    {rule.EventPattern === undefined ? null : (
      <pre class="pre body outside">
        {printableLines(JSON.stringify(JSON.parse(rule.EventPattern), undefined, 2))}
      </pre>
    )}
  </Card>
);

interface TimesProps {
  readonly times: ScheduleTimes;
  /** Epoch milliseconds: the trace knows of runs since then. */
  readonly since: number;
}

const TimesCard = ({ times, since }: TimesProps) => (
  <Card
    id="times"
    title="Times"
    foot="Run now sends the event of this moment to each target; the times stay as they are."
  >
    <div class="body">
      <Live id="run-times">
        <Facts
          facts={[
            ["Next", <Next at={times.nextAt} />],
            ["Last run", <LastRun run={times.last} since={since} />],
          ]}
        />
        <Failures run={times.last} />
      </Live>
    </div>
  </Card>
);

const COLUMNS: Columns<TargetView> = [
  { title: "Target", cell: ({ Arn }) => <ArnLink arn={Arn} /> },
  { title: "Gets", cell: (target) => <Gets target={target} /> },
  {
    title: "Dead letters",
    cell: ({ DeadLetterConfig: { Arn: arn } = {} }) =>
      arn === undefined ? <span class="muted">dropped</span> : <ArnLink arn={arn} />,
  },
  { title: "Id", cell: ({ Id }) => <code class="outside">{Id}</code> },
];

const Gets = ({ target: { Input, InputPath, InputTransformer } }: { readonly target: TargetView }) => {
  const text = Input ?? InputPath ?? InputTransformer?.InputTemplate;
  return text === undefined ? <>the event</> : <code class="outside">{printable(text)}</code>;
};

interface TargetsProps {
  readonly rule: RuleView;
  readonly targets: readonly TargetView[];
}

const TargetsCard = ({ rule, targets }: TargetsProps) => (
  <Card id="targets" title="Targets" aside={<span class="small muted">{targets.length}</span>}>
    {targets.length === 0 ? (
      <Empty
        text="It has no target: nothing is sent."
        command={`aws events put-targets --rule ${rule.Name} --targets Id=1,Arn=ARN`}
      />
    ) : (
      <Table class="keys-table" columns={COLUMNS} rows={targets} />
    )}
  </Card>
);

const PutCard = ({ rule, draft }: { readonly rule: RuleView; readonly draft: EventDraft }) => (
  <Card
    id="put"
    title="Put an event"
    foot={`On the bus ${rule.EventBusName}: every rule that it matches sends it on.`}
  >
    <form class="body col" method="post" action={`${RULES_PATH}/put`}>
      {Object.entries(fieldsOf(rule)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Field id="source" label="Source">
        <input
          id="source"
          name="source"
          class="mono"
          value={draft.source}
          autocomplete="off"
          spellcheck={false}
          required
        />
      </Field>
      <Field id="detail-type" label="Detail type">
        <input
          id="detail-type"
          name="detail-type"
          value={draft.detailType}
          autocomplete="off"
          spellcheck={false}
          required
        />
      </Field>
      <Field id="detail" label="Detail, as JSON">
        <textarea id="detail" name="detail" class="mono" rows={6} spellcheck={false} required>
          {draft.detail}
        </textarea>
      </Field>
      <div class="btns">
        <button type="submit" class="btn primary">
          <Icon path={ICONS.send} />
          Put the event
        </button>
        <button type="submit" class="btn" formaction={`${RULES_PATH}/test`}>
          Only test the pattern
        </button>
      </div>
    </form>
  </Card>
);

const AboutCard = ({ rule, stack }: { readonly rule: RuleView; readonly stack: string | undefined }) => (
  <FoldCard id="about" title="About">
    <div class="body">
      <Facts
        facts={[
          ["Made by", <StackLink stack={stack} />],
          [
            "Description",
            rule.Description === undefined ? undefined : (
              <span class="outside">{printable(rule.Description)}</span>
            ),
          ],
          [
            "ARN",
            <>
              <code class="outside">{rule.Arn}</code> <Copy text={rule.Arn} label="the ARN" />
            </>,
          ],
        ]}
      />
    </div>
  </FoldCard>
);
