import { ArnLink } from "../../../web/parts/arn-link.tsx";
import { Copy } from "../../../web/parts/copy.tsx";
import { durationText } from "../../../web/parts/durations.ts";
import { Act, Card, Day, Facts, FoldCard, Head, Live, OutsideName } from "../../../web/parts/parts.tsx";
import { printable, printableLines } from "../../../web/parts/printable.ts";
import { Failures, LastRun, RunNow, StateChip, When } from "../../../web/parts/schedules.tsx";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { stackOf } from "../../../web/stack-names.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { DEFAULT_EVENT_AGE_SECONDS, DEFAULT_RETRY_ATTEMPTS } from "../shared/constants.ts";
import type { ScheduleKey } from "../shared/names.ts";
import { listPath, SCHEDULES_PATH, schedulePath } from "./addresses.ts";
import { roleName } from "./list.tsx";
import { type Described, nextTimes, readSchedule, type ScheduleView } from "./read.ts";

/** A schedule: when it is due, what it calls as whom, and what became of the last run. */
export async function scheduleView(console: ConsoleContext, key: ScheduleKey): Promise<ConsoleView> {
  const view = await readSchedule(console, key);
  const { schedule } = view;
  const stack = await stackOf(console, schedule.Name);
  return {
    title: `${schedule.Name} · Schedules`,
    body: (
      <>
        <Head
          title={<OutsideName name={printable(schedule.Name)} />}
          lead={
            <>
              <a href={SCHEDULES_PATH}>Schedules</a>
              {" · group "}
              <a class="outside" href={listPath({ group: schedule.GroupName, prefix: "", state: "" })}>
                {printable(schedule.GroupName)}
              </a>
            </>
          }
        >
          <StateButton schedule={schedule} />
          <RunNow
            isPrimary
            action={`${SCHEDULES_PATH}/run`}
            arn={schedule.Arn}
            name={schedule.Name}
            back={schedulePath(key)}
          />
        </Head>
        <div class="grid two">
          <div class="col">
            <WhenCard view={view} />
            <TargetCard schedule={schedule} />
          </div>
          <div class="col">
            <RunCard view={view} since={console.trace.since()} />
            <AboutCard schedule={schedule} stack={stack} />
          </div>
        </div>
      </>
    ),
  };
}

const StateButton = ({ schedule }: { readonly schedule: Described }) => (
  <Act
    action={`${SCHEDULES_PATH}/${schedule.State === "DISABLED" ? "enable" : "disable"}`}
    fields={{ group: schedule.GroupName, name: schedule.Name }}
  >
    <button type="submit" class="btn">
      {schedule.State === "DISABLED" ? "Switch on" : "Switch off"}
    </button>
  </Act>
);

const SHOWN_TIMES = 5;

const WhenCard = ({ view }: { readonly view: ScheduleView }) => {
  const { schedule, times } = view;
  const { ScheduleExpressionTimezone: timeZone = "UTC", StartDate, EndDate, FlexibleTimeWindow } = schedule;
  return (
    <Card id="when" title="When" aside={<StateChip state={schedule.State} />}>
      <p class="body">
        <When expression={schedule.ScheduleExpression} timeZone={timeZone} />
      </p>
      <div class="body">
        <Live id="next-times">
          <NextTimes
            times={nextTimes(schedule, times, SHOWN_TIMES)}
            timeZone={schedule.ScheduleExpression.startsWith("rate") ? undefined : timeZone}
          />
        </Live>
      </div>
      <div class="body">
        <Facts
          facts={[
            ["Time zone", <span class="outside">{printable(timeZone)}</span>],
            ["Not before", dayOf(StartDate)],
            ["Not after", dayOf(EndDate)],
            ["Window", windowWords(FlexibleTimeWindow?.MaximumWindowInMinutes)],
            ["When it is over", schedule.ActionAfterCompletion === "DELETE" ? "it is deleted" : undefined],
          ]}
        />
      </div>
    </Card>
  );
};

function dayOf(seconds: number | string | undefined) {
  return seconds === undefined ? undefined : <Day at={Number(seconds) * 1000} />;
}

function windowWords(minutes: number | undefined): string | undefined {
  return minutes === undefined ? undefined : `of ${durationText(minutes * 60)}, used at its beginning`;
}

interface NextTimesProps {
  /** Epoch milliseconds. */
  readonly times: readonly number[];
  /** Whose clocks tell them; undefined for a rate, which looks at none. */
  readonly timeZone: string | undefined;
}

const NextTimes = ({ times, timeZone }: NextTimesProps) =>
  times.length === 0 ? (
    <p class="muted">It is due no more, as it stands.</p>
  ) : (
    <ol class="plain" aria-label="Next times">
      {times.map((at) => (
        <li>
          <Day at={at} />
          {timeZone === undefined ? null : (
            <span class="small muted">{` · ${printable(zoneText(at, timeZone))}`}</span>
          )}
        </li>
      ))}
    </ol>
  );

const ZONE_PARTS: Intl.DateTimeFormatOptions = {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
};

/** `Fri 20 Nov, 13:00 in Europe/Berlin` */
function zoneText(at: number, timeZone: string): string {
  const text = new Date(at).toLocaleString("en-GB", { ...ZONE_PARTS, timeZone });
  return `${text} in ${timeZone}`;
}

const TargetCard = ({ schedule: { Target } }: { readonly schedule: Described }) => {
  const { Input, RoleArn, DeadLetterConfig, RetryPolicy, SqsParameters, EventBridgeParameters } = Target;
  const { MaximumRetryAttempts = DEFAULT_RETRY_ATTEMPTS, MaximumEventAgeInSeconds } = RetryPolicy ?? {};
  const age = durationText(MaximumEventAgeInSeconds ?? DEFAULT_EVENT_AGE_SECONDS);
  const { Arn: deadLetters } = DeadLetterConfig ?? {};
  return (
    <Card id="target" title="Calls">
      <div class="body">
        <Facts
          facts={[
            ["Target", <ArnLink arn={Target.Arn} />],
            ["As", <code class="outside">{printable(`role ${roleName(RoleArn)}`)}</code>],
            ["Message group", outside(SqsParameters?.MessageGroupId)],
            ["Source", outside(EventBridgeParameters?.Source)],
            ["Detail type", outside(EventBridgeParameters?.DetailType)],
            ["Tried again", `${MaximumRetryAttempts} times, for ${age} at most`],
            [
              "Dead letters",
              deadLetters === undefined ? <span class="muted">dropped</span> : <ArnLink arn={deadLetters} />,
            ],
            ["Gets", Input === undefined ? "an event that says which schedule it is" : undefined],
          ]}
        />
      </div>
      {Input === undefined ? null : <pre class="pre body outside">{printableLines(Input)}</pre>}
    </Card>
  );
};

function outside(text: string | undefined) {
  return text === undefined ? undefined : <span class="outside">{printable(text)}</span>;
}

const RunCard = ({ view, since }: { readonly view: ScheduleView; readonly since: number }) => (
  <Card
    id="run"
    title="Last run"
    foot="Run now calls the target once, as its role and with the event of this moment; the times stay as they are."
  >
    <div class="body">
      <Live id="last-run">
        <p>
          <LastRun run={view.times.last} since={since} />
        </p>
        <Failures run={view.times.last} />
      </Live>
    </div>
  </Card>
);

interface AboutProps {
  readonly schedule: Described;
  readonly stack: string | undefined;
}

const AboutCard = ({ schedule, stack }: AboutProps) => (
  <FoldCard id="about" title="About">
    <div class="body">
      <Facts
        facts={[
          ["Made by", <StackLink stack={stack} />],
          ["Made", dayOf(schedule.CreationDate)],
          ["Changed", dayOf(schedule.LastModificationDate)],
          ["Description", outside(schedule.Description)],
          [
            "ARN",
            <>
              <code class="outside">{printable(schedule.Arn)}</code>{" "}
              <Copy text={schedule.Arn} label="the ARN" />
            </>,
          ],
        ]}
      />
    </div>
  </FoldCard>
);
