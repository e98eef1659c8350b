import { CONSOLE_CAUSE } from "../../core/ports/causes.ts";
import type { People } from "../../core/ports/people.ts";
import { isProvoked, type Provoked } from "../../core/ports/probes.ts";
import { filterTrace, type TraceFilter } from "../../trace/filter.ts";
import type { KeptEvent } from "../../trace/kept-event.ts";
import { placed } from "../../trace/placed-story.ts";
import type { Places } from "../../trace/places/place.ts";
import { plainId, type Story, tellStories } from "../../trace/story.ts";
import type { TraceLog } from "../../trace/trace-log.ts";

/** `operation`, exact, is looked for before anything is told: it costs little whatever is kept. */
export interface RequestFilter extends TraceFilter {
  readonly operation?: string;
}

export interface FoundRequests {
  readonly stories: readonly Story[];
  /** Whether older ones are kept. */
  readonly more: boolean;
}

/** Requests of the trace, newest first. */
export interface Requests {
  /** The newest refused or failed request; every page shows it. */
  lastRefusal(): Story | undefined;
  find(filter: RequestFilter): FoundRequests;
  /** TRACE-8: how many requests of each of this cloud's own tools were refused, as far as they are kept. */
  refusedProbes(): ReadonlyMap<Provoked, number>;
  /**
   * Refused and failed requests of services, also those that another request caused, newest first; none that
   * this cloud's own tools provoke [TRACE-8].
   */
  refused(services: readonly string[], limit: number): readonly Story[];
  /** The request with that id, or whose id begins with it, or the one that caused it. */
  one(id: string): Story | undefined;
  /** People and services that the kept requests name, for the choices of a filter. */
  names(): {
    readonly people: readonly string[];
    /** Who is deleted by now. */
    readonly gone: readonly string[];
    readonly services: readonly string[];
  };
  /** Whether a user name is known, and nobody has it any more. */
  isGone(username: string): boolean;
}

/** Everybody who is gone without a name, as one: a list of ids tells nobody anything. */
export const NAMELESS = "deleted, name not known";
/** Everybody whom audits made or made up, as one: each makes dozens. */
export const OF_AUDITS = "people of an audit";
const AUDITED = /^portcullis-?audit/;
const SUB = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface RequestSources {
  readonly log: TraceLog;
  readonly people: People;
  /** Where in the templates things stand, for one look. */
  readonly places?: (() => Places) | undefined;
}

/** An event takes part in a story with about this many others. */
const EVENTS_A_REQUEST = 6;

/**
 * Looks at as many of the newest events as are needed: a live list asks for fifty requests each second,
 * whatever else is kept.
 */
export function createRequests({ log, people: known, places }: RequestSources): Requests {
  const find = ({ operation, ...filter }: RequestFilter): FoundRequests => {
    const isFolded = filter.person === NAMELESS || filter.person === OF_AUDITS;
    const people = isFolded ? folded(known) : known;
    const chosen = chosenEvents(
      { log, people },
      { ...filter, ...(operation === undefined ? {} : { operation }) },
    );
    const kept = chosen?.length ?? log.kept;
    for (let size = (filter.limit + 1) * EVENTS_A_REQUEST; ; size *= 4) {
      const window = chosen?.slice(-size) ?? log.newest(size);
      const { stories, next } = filterTrace(window, { people }, filter);
      // The oldest of a window may have lost its beginning.
      if (next !== undefined || size >= kept) {
        return { stories, more: next !== undefined };
      }
    }
  };
  let last: { readonly seq: number; readonly story: Story | undefined } = { seq: 0, story: undefined };
  return {
    find,
    lastRefusal: () => {
      if (log.lastRefused !== last.seq) {
        const { stories } = find({ verdicts: new Set(["deny", "error"]), probes: "none", limit: 1 });
        last = { seq: log.lastRefused, story: stories[0] };
      }
      return last.story;
    },
    refusedProbes: () => {
      const requests = new Map<string, Provoked>();
      for (const { request, probe } of log.refusals()) if (isProvoked(probe)) requests.set(request, probe);
      const counts = new Map<Provoked, number>();
      for (const probe of requests.values()) counts.set(probe, (counts.get(probe) ?? 0) + 1);
      return counts;
    },
    refused: (services, limit) => {
      const events = refusedEvents(log, (event) => services.includes(event.service));
      const { stories } = filterTrace(events, { people: known }, { limit: events.length, probes: "none" });
      const isMeant = ({ service, verdict }: Story) =>
        services.includes(service) && (verdict === "deny" || verdict === "error");
      return withCalls(stories).filter(isMeant).slice(0, limit);
    },
    one: (id) => {
      const { events, ids } = eventsAbout(log, id);
      const story = tellStories(events, known, ids).find(id)[0];
      return story === undefined || places === undefined ? story : placed(story, places());
    },
    names: () => {
      const callers = new Set<string>();
      const services = new Set<string>();
      for (const { who, service, parent } of log.newest(2_000)) {
        if (parent === CONSOLE_CAUSE) continue;
        services.add(service);
        if (who !== undefined) callers.add(who);
      }
      return { ...callersByName([...callers], known), services: [...services].sort() };
    },
    isGone: known.isGone,
  };
}

/** Those who are there and those who are gone, each name once; at the end who is one of many. */
function callersByName(callers: readonly string[], known: People) {
  const people = new Set<string>();
  const gone = new Set<string>();
  const folds = new Set<string>();
  const { displayName } = folded(known);
  for (const who of callers) {
    const name = displayName(who) ?? (who === "anonymous" ? "nobody" : who);
    if (name === NAMELESS || name === OF_AUDITS) folds.add(name);
    else (known.isGone(who) ? gone : people).add(name);
  }
  return { people: [...people].sort(), gone: [...[...gone].sort(), ...[...folds].sort()] };
}

/** Who is an id and nothing else is called the same, and so is whom audits made. */
function folded(people: People): People {
  const displayName = (who: string): string | undefined => {
    const name = people.displayName(who);
    if (AUDITED.test(name ?? who)) return OF_AUDITS;
    return name ?? (SUB.test(who) ? NAMELESS : undefined);
  };
  return { ...people, displayName };
}

/**
 * What tells of the requests whose id begins so: their events, and those of what caused them and of what
 * that caused. A page asks for many requests, and each is a few events of thousands.
 */
function eventsAbout(log: TraceLog, id: string): { events: KeptEvent[]; ids: string[] } {
  const events = log.events();
  const parents = new Map<string, string>();
  const ids = new Set<string>();
  for (const { request, parent } of events) {
    ids.add(request);
    if (parent !== undefined && parent !== request) parents.set(request, parent);
  }
  const rootOf = (request: string): string => {
    const seen = new Set([request]);
    let root = request;
    for (let above = parents.get(root); above !== undefined; above = parents.get(root)) {
      if (!ids.has(above) || seen.has(above)) break;
      seen.add(above);
      root = above;
    }
    return root;
  };
  const wanted = plainId(id);
  const meant = ids.has(id) ? [id] : [...ids].filter((each) => plainId(each).startsWith(wanted));
  const roots = new Set(meant.map(rootOf));
  return {
    events: roots.size === 0 ? [] : events.filter(({ request }) => roots.has(rootOf(request))),
    ids: [...ids],
  };
}

/** Each with what it caused, newest first. */
function withCalls(stories: readonly Story[]): Story[] {
  const all = (story: Story): Story[] => [story, ...story.calls.flatMap(all)];
  return stories.flatMap(all).sort((a, b) => b.seq - a.seq);
}

function onlyRefused({ verdicts }: TraceFilter): boolean {
  return verdicts !== undefined && !verdicts.has("allow") && !verdicts.has("skip");
}

/** What is told at all, where a filter says so without telling it; undefined: everything that is kept. */
function chosenEvents(
  { log, people }: Pick<RequestSources, "log" | "people">,
  filter: RequestFilter,
): KeptEvent[] | undefined {
  const { api, operation, person, service } = filter;
  if (operation !== undefined)
    return eventsOfRequests(log.events(), (event) => event.operation === operation);
  if (api !== undefined) return eventsOfRequests(log.events(), (event) => event.api === api);
  if (person !== undefined) {
    const isPerson = remembered((who) => (people.displayName(who) ?? who) === person);
    return eventsOfRequests(log.events(), ({ who }) =>
      who === undefined || who === "anonymous" ? person === "nobody" : isPerson(who),
    );
  }
  const refused = onlyRefused(filter) ? refusedEvents(log) : undefined;
  if (service === undefined) return refused;
  return eventsOfRequests(refused ?? log.events(), (event) => event.service === service);
}

/** The same few names come thousands of times. */
function remembered(holds: (who: string) => boolean): (who: string) => boolean {
  const known = new Map<string, boolean>();
  return (who) => {
    const before = known.get(who);
    if (before !== undefined) return before;
    const now = holds(who);
    known.set(who, now);
    return now;
  };
}

function eventsOfRequests(events: readonly KeptEvent[], isMeant: (event: KeptEvent) => boolean): KeptEvent[] {
  const requests = new Set<string>();
  for (const event of events) {
    if (!isMeant(event)) continue;
    requests.add(event.request);
    // A call is told in the story of what caused it.
    if (event.parent !== undefined) requests.add(event.parent);
  }
  return events.filter(({ request }) => requests.has(request));
}

/** Every event of the requests that were refused or failed, of what they caused, and of what caused them. */
function refusedEvents(log: TraceLog, isMeant: (refusal: KeptEvent) => boolean = () => true): KeptEvent[] {
  const events = log.events();
  const parents = new Map<string, string>();
  for (const { request, parent } of events) if (parent !== undefined) parents.set(request, parent);
  const requests = new Set<string>();
  for (const { request } of log.refusals().filter(isMeant)) {
    for (let id: string | undefined = request; id !== undefined && !requests.has(id); id = parents.get(id)) {
      requests.add(id);
    }
  }
  return events.filter(({ request, parent }) => requests.has(request) || requests.has(parent ?? ""));
}
