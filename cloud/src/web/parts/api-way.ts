import { REST_API_STEPS, stepTitle } from "../../core/step-names.ts";
import type { TracedStory } from "../../wire/console-area.ts";
import type { ChainStep } from "./chain.tsx";
import { verdictOf } from "./marks.tsx";

const SERVICE = "execute-api";
const STEPS: readonly string[] = REST_API_STEPS;

/** What is said of steps that the trace has no words for. */
export interface WayWords {
  /** Of a step before the one that ended the call. */
  readonly passed: (step: string) => string;
  readonly notReached: (step: string) => string;
  /** Of the end of a call that passed. */
  readonly answered: (status: string) => string;
}

/**
 * The whole way of a call of a REST API: the steps before the one that ended it let it pass, those after it
 * were not reached. Undefined where the request did not come to a stage of an API.
 */
export function apiWay(
  { steps }: Pick<TracedStory, "steps">,
  words: WayWords,
): readonly ChainStep[] | undefined {
  const own = steps.filter(({ event }) => event.service === SERVICE);
  const last = own.at(-1);
  const end = STEPS.indexOf(last?.event.step ?? "");
  if (last === undefined || end === -1) return undefined;
  return STEPS.flatMap((step, index): ChainStep[] => {
    // An override that nobody asked for is no news.
    if (step === "method" && index !== end) return [];
    const name = stepTitle({ service: SERVICE, step });
    const took = own.find(({ event }) => event.step === step);
    const aside = took === undefined ? undefined : milliseconds(took.event.ms);
    if (index < end) return [{ name, verdict: "yes", why: words.passed(step), aside }];
    if (index > end) return [{ name, verdict: "skip", why: words.notReached(step) }];
    const { event, decided = "" } = last;
    const answered = event.wire === undefined ? "" : `answered with ${event.wire.status}`;
    return [
      {
        name,
        verdict: verdictOf(event.verdict),
        why: event.verdict === "allow" ? words.answered(answered) : decided || answered,
        ...(event.why?.rule === undefined ? {} : { note: event.why.rule }),
        aside,
      },
    ];
  });
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}
