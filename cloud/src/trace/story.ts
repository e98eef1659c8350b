import type { People } from "../core/ports/people.ts";
import type { Probe } from "../core/ports/probes.ts";
import { stepAgent } from "../core/step-names.ts";
import type { KeptEvent } from "./kept-event.ts";
import type { Place } from "./places/place.ts";
import { type Explanation, explain } from "./sentences/index.ts";
import { shortId, shortIdsOf } from "./short-ids.ts";

/** One request with everything it caused, told from its end. */
export interface Story extends Explanation {
  /** Request id as the caller saw it. */
  readonly request: string;
  /** The first characters of the id: enough for `explain`. */
  readonly short: string;
  /** Number of the last event. */
  readonly seq: number;
  /** Number of the event that decided: a call's own, where the function's call was refused. */
  readonly decidedBy: number;
  /** Where to change what decided, as far as a template says it. */
  readonly place?: Place;
  /** Epoch milliseconds of that event. */
  readonly at: number;
  readonly verdict: KeptEvent["verdict"];
  readonly service: string;
  readonly operation: string;
  readonly who: string;
  /** `Refused with 401 by the authorizer`. */
  readonly headline: string;
  readonly status?: number;
  readonly concealed: boolean;
  /** This cloud's own tool tried it on purpose. */
  readonly probe?: Probe;
  readonly steps: readonly StoryStep[];
  /** What this request caused. */
  readonly calls: readonly Story[];
}

export interface StoryStep extends Partial<Explanation> {
  readonly event: KeptEvent;
  readonly place?: Place;
}

/** Everything kept, by request; made when a person looks. */
export interface Stories {
  /** Newest first; calls that another request caused stand in its story. */
  readonly all: readonly Story[];
  /** Stories whose id, or that of one of their calls, begins with the text. */
  find(idStart: string): Story[];
}

/** @param known ids of all requests, which short ids are told apart from; of the events alone unless given */
export function tellStories(
  events: readonly KeptEvent[],
  people: People,
  known?: readonly string[],
): Stories {
  const byRequest = grouped(events, ({ request }) => request);
  const parents = new Map<string, string>();
  for (const { request, parent } of events) {
    if (parent !== undefined && parent !== request) parents.set(request, parent);
  }
  const children = grouped([...parents.keys()], (request) => parents.get(request) ?? "");
  const ids = [...byRequest.keys()];
  const short = known === undefined ? shortIdsOf(ids) : (id: string) => shortId(id, known);
  const tell = (request: string, above: ReadonlySet<string>): Story => {
    const path = new Set(above).add(request);
    const calls = (children.get(request) ?? []).filter((id) => !path.has(id)).map((id) => tell(id, path));
    const material = { events: byRequest.get(request) ?? [], calls, short: short(request), people };
    return storyOf(request, material);
  };
  const roots = ids.filter((id) => !byRequest.has(parents.get(id) ?? ""));
  const all = roots.map((id) => tell(id, new Set())).sort((a, b) => b.seq - a.seq);
  return { all, find: (idStart) => all.filter((story) => isAbout(story, plainId(idStart))) };
}

/** S3 shows the first 16 digits of an id, upper case and without hyphens. */
export function plainId(id: string): string {
  return id.toLowerCase().replaceAll("-", "");
}

function isAbout(story: Story, idStart: string): boolean {
  return plainId(story.request).startsWith(idStart) || story.calls.some((call) => isAbout(call, idStart));
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

interface Material {
  readonly events: readonly KeptEvent[];
  readonly calls: readonly Story[];
  readonly short: string;
  readonly people: People;
}

function storyOf(request: string, { events, calls, short, people }: Material): Story {
  const last = events.at(-1);
  const deciding = decidingEvent(events, calls);
  if (last === undefined || deciding === undefined) throw new Error(`There is no event of ${request}.`);
  const explanation = explain(deciding, people);
  const status = last.wire?.status ?? deciding.wire?.status;
  const probe = events.find((event) => event.probe !== undefined)?.probe;
  return {
    ...explanation,
    request,
    short,
    seq: last.seq,
    decidedBy: deciding.seq,
    at: last.at,
    verdict: last.verdict,
    service: last.service,
    operation: last.operation ?? "",
    who: whoOf(events, people),
    headline: headlineOf(last, deciding),
    ...(status === undefined ? {} : { status }),
    ...(probe === undefined ? {} : { probe }),
    concealed: deciding.why?.concealed === true,
    steps: events.map((event) => ({
      event,
      ...(event.verdict === "allow" && event.why === undefined ? {} : explain(event, people)),
    })),
    calls,
  };
}

/**
 * The last no gives the headline, also one that a function got; else the last failure. Of a request that
 * passed: what there is to say of it, else its end.
 */
function decidingEvent(events: readonly KeptEvent[], calls: readonly Story[]): KeptEvent | undefined {
  const last = events.at(-1);
  if (last !== undefined && passes(last.verdict)) {
    return events.findLast(({ why, verdict }) => why !== undefined && passes(verdict)) ?? last;
  }
  const own = events.findLast(({ verdict }) => verdict === "deny");
  return own ?? lastDenyAmong(calls) ?? last;
}

function passes(verdict: KeptEvent["verdict"]): boolean {
  return verdict === "allow" || verdict === "skip";
}

function lastDenyAmong(calls: readonly Story[]): KeptEvent | undefined {
  let found: KeptEvent | undefined;
  for (const { steps, calls: inner } of calls) {
    const deny = steps.findLast(({ event }) => event.verdict === "deny")?.event ?? lastDenyAmong(inner);
    if (deny !== undefined && deny.seq > (found?.seq ?? 0)) found = deny;
  }
  return found;
}

function whoOf(events: readonly KeptEvent[], people: People): string {
  const who = events.findLast(({ who }) => who !== undefined && who !== "anonymous")?.who ?? "nobody";
  return people.displayName(who) ?? who;
}

function headlineOf(last: KeptEvent, deciding: KeptEvent): string {
  const status = last.wire === undefined ? "" : ` with ${last.wire.status}`;
  switch (last.verdict) {
    case "deny":
      return `Refused${status} by ${stepAgent(last)}`;
    case "error":
      return last === deciding
        ? `Failed${status} in ${stepAgent(last)}`
        : `Failed${status}: ${deciding.operation ?? deciding.service} was refused`;
    case "skip":
      return `Left out by ${stepAgent(last)}`;
    case "allow":
      return `Passed${status}`;
  }
}
