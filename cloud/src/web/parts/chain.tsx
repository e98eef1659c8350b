import type { Child } from "hono/jsx";
import { stepTitle } from "../../core/step-names.ts";
import type { TracedStep, TracedStory } from "../../wire/console-area.ts";
import { Mark, VERDICT_WORDS, type Verdict, verdictOf } from "./marks.tsx";
import { shortWho, titleOf } from "./request-names.ts";

/** A step on the way of a request, as it is shown. */
export interface ChainStep {
  readonly name: string;
  readonly verdict: Verdict;
  /** What it decided, and why. */
  readonly why: Child;
  /** Beside the name: a rule's id. */
  readonly note?: string;
  /** At the end of its line: a status, a time. */
  readonly aside?: Child;
}

interface ChainProps {
  readonly steps: readonly ChainStep[];
  /** What the request caused. */
  readonly calls?: readonly TracedStory[];
}

/** The way of a request: a rail of steps, closed where it ended; below it what the request caused. */
export const Chain = ({ steps, calls = [] }: ChainProps) => (
  <ol class="chain" aria-label="Steps of the request">
    {steps.map(({ name, verdict, why, note, aside }) => (
      <li class={verdict}>
        <Mark verdict={verdict} />
        <div>
          <b>{name}</b> <span class="vh">{VERDICT_WORDS[verdict]}</span>
          {note === undefined ? null : <span class="muted small"> {note}</span>}
          {why === "" ? null : <div class="why">{why}</div>}
        </div>
        <span class="ms">{aside ?? ""}</span>
      </li>
    ))}
    {calls.map((call) => (
      <li class={verdictOf(call.verdict)}>
        <Mark verdict={verdictOf(call.verdict)} />
        <div>
          <b>{titleOf(call)}</b> <span class="muted small">caused by it, as {shortWho(call.who)}</span>
          <div class="why">{call.verdict === "allow" ? call.headline : call.sentence}</div>
          <Chain steps={call.steps.map(tracedStep)} calls={call.calls} />
        </div>
      </li>
    ))}
  </ol>
);

/** A decision of the trace as a step. */
export function tracedStep({ event, decided = "", would }: TracedStep): ChainStep {
  return {
    name: stepTitle(event),
    verdict: verdictOf(event.verdict),
    why: would === undefined ? decided : `${decided} — ${would}`,
    ...(event.why?.rule === undefined ? {} : { note: event.why.rule }),
    aside: `${event.wire === undefined ? "" : `${event.wire.status} · `}${event.ms} ms`,
  };
}
