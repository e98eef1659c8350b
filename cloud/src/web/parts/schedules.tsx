import { randomUUID } from "node:crypto";
import type { ScheduledRun } from "../../core/ports/scheduled-runs.ts";
import { failureText, outcomeOf, runPath } from "../run-now.ts";
import type { Verdict } from "./marks.tsx";
import { ICONS, Icon } from "./marks.tsx";
import { Act, Day, VerdictWord } from "./parts.tsx";
import { printable } from "./printable.ts";
import { scheduleWords } from "./schedule-words.ts";

export const StateChip = ({ state }: { readonly state: string }) =>
  state === "DISABLED" ? <span class="chip no">off</span> : <span class="chip yes">on</span>;

/** An expression in words, where it has some, and as it is. */
export const When = ({ expression, timeZone = "UTC" }: WhenProps) => {
  const words = scheduleWords(expression);
  return (
    <span class="outside">
      {words === undefined ? null : (
        <>
          {`${words.slice(0, 1).toUpperCase()}${words.slice(1)}`}
          {expression.startsWith("rate") ? "" : `, ${printable(timeZone)}`}
          <br />
        </>
      )}
      <code class="small muted">{printable(expression)}</code>
    </span>
  );
};

interface WhenProps {
  readonly expression: string;
  readonly timeZone?: string | undefined;
}

/** When it is due next; never, for one that is off or over. */
export const Next = ({ at }: { readonly at: number | undefined }) =>
  at === undefined ? <span class="muted">never</span> : <Day at={at} />;

const OUTCOMES: Readonly<Record<string, readonly [Verdict, string]>> = {
  delivered: ["yes", "Delivered"],
  refused: ["no", "Refused"],
  retried: ["fail", "Failed, tried again"],
};

interface LastRunProps {
  readonly run: ScheduledRun | undefined;
  /** Epoch milliseconds: the trace knows of runs since then. */
  readonly since: number;
}

/** When it ran last and what became of it. */
export const LastRun = ({ run, since }: LastRunProps) => {
  if (run === undefined) return <span class="muted">not yet</span>;
  const [verdict, text] = OUTCOMES[outcomeOf(run) ?? ""] ?? (["skip", "No target"] as const);
  const isTraced = run.at >= since;
  return (
    <>
      <VerdictWord verdict={verdict} text={text} />
      {isTraced && verdict !== "skip" ? (
        <>
          {" "}
          <a href={runPath(run)}>{verdict === "yes" ? "Trace" : "Why?"}</a>
        </>
      ) : null}
      <br />
      <span class="small muted">
        <Day at={run.at} />
      </span>
    </>
  );
};

/** Why calls of the last run were not delivered. */
export const Failures = ({ run }: { readonly run: ScheduledRun | undefined }) => {
  const failed = run?.calls.filter(({ outcome }) => outcome !== "delivered") ?? [];
  return (
    <>
      {failed.map((call) => (
        <p class="small outside">{printable(failureText(call))}</p>
      ))}
    </>
  );
};

interface RunNowProps {
  /** Where the form goes. */
  readonly action: string;
  readonly arn: string;
  readonly name: string;
  /** Where it comes back to. */
  readonly back: string;
  readonly isPrimary?: boolean;
}

/** Runs a schedule; each form counts once [CON-23]. */
export const RunNow = ({ action, arn, name, back, isPrimary = false }: RunNowProps) => (
  <Act action={action} fields={{ arn, name, back, once: randomUUID() }}>
    <button type="submit" class={isPrimary ? "btn primary" : "btn"}>
      {isPrimary ? <Icon path={ICONS.run} /> : null}
      Run now
      {isPrimary ? null : <span class="vh">{`: ${printable(name)}`}</span>}
    </button>
  </Act>
);
