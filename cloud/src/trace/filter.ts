import { CONSOLE_CAUSE } from "../core/ports/causes.ts";
import type { People } from "../core/ports/people.ts";
import type { TraceEvent } from "../core/ports/trace.ts";
import type { KeptEvent } from "./kept-event.ts";
import { placed } from "./placed-story.ts";
import type { Places } from "./places/place.ts";
import { type Story, tellStories } from "./story.ts";

export type Verdict = TraceEvent["verdict"];

/** Which stories are wanted; what is left out does not matter. */
export interface TraceFilter {
  /** How many at most. */
  readonly limit: number;
  /** The start of a request's id, of a story or of one of its calls. */
  readonly request?: string;
  /** How the request ended. */
  readonly verdicts?: ReadonlySet<Verdict>;
  /** Of the request or of one of its calls. */
  readonly service?: string;
  /** Id of an API. */
  readonly api?: string;
  /** Name of the caller as the story shows it. */
  readonly person?: string;
  /** Part of an id, an operation or a sentence, of the story or of one of its calls; lower case. */
  readonly text?: string;
  /** Stories whose newest event has a lower number. */
  readonly before?: number;
  /** TRACE-8: only what this cloud's own tools asked and tried on purpose, or none of it. */
  readonly probes?: "only" | "none";
  /** Shows what the console asked for itself, too. */
  readonly console?: boolean;
}

export interface TracePart {
  /** Newest first. */
  readonly stories: readonly Story[];
  /** `before` of the next, older part; undefined when this is the last. */
  readonly next?: number;
}

/** What stories are told by. */
export interface Surroundings {
  readonly people: People;
  /** Left out: nobody says where things stand. */
  readonly places?: Places;
}

/** The stories of what the ring keeps that pass the filter. Changes nothing and keeps nothing. */
export function filterTrace(
  events: readonly KeptEvent[],
  { people, places }: Surroundings,
  { limit, ...filter }: TraceFilter,
): TracePart {
  const { all, find } = tellStories(events, people);
  const among = filter.request === undefined ? all : find(filter.request);
  const found: Story[] = [];
  for (const story of among) {
    if (!passes(story, filter)) continue;
    const last = found.at(-1);
    if (found.length === limit && last !== undefined) return { stories: found, next: last.seq };
    found.push(places === undefined ? story : placed(story, places));
  }
  return { stories: found };
}

function passes(
  story: Story,
  {
    before,
    request,
    verdicts,
    service,
    api,
    person,
    text,
    probes,
    console = false,
  }: Omit<TraceFilter, "limit">,
): boolean {
  if (probes !== undefined && isFolded(story) !== (probes === "only")) return false;
  if (!console && request === undefined && isOfConsole(story)) return false;
  if (before !== undefined && story.seq >= before) return false;
  if (verdicts !== undefined && !verdicts.has(story.verdict)) return false;
  if (person !== undefined && story.who !== person) return false;
  if (service !== undefined && !some(story, (one) => one.service === service)) return false;
  if (api !== undefined && !some(story, ({ steps }) => steps.some(({ event }) => event.api === api))) {
    return false;
  }
  return text === undefined || some(story, (one) => wordsOf(one).includes(text));
}

/**
 * TRACE-8: what tools of this cloud ask is no request of anybody. A command that is refused stays, with
 * what it caused: somebody gave it.
 */
function isFolded(story: Story): boolean {
  return story.probe !== undefined && !(story.probe === "command" && some(story, isRefused));
}

function isRefused({ verdict }: Story): boolean {
  return verdict === "deny" || verdict === "error";
}

/** CON-5: a question of the console's own is no request of anybody. */
function isOfConsole({ steps }: Story): boolean {
  return steps.some(({ event }) => event.parent === CONSOLE_CAUSE);
}

/** The story or one of its calls. */
function some(story: Story, holds: (one: Story) => boolean): boolean {
  return holds(story) || story.calls.some((call) => some(call, holds));
}

function wordsOf({ request, operation, sentence }: Story): string {
  return `${request} ${operation} ${sentence}`.toLowerCase();
}
