import { CONSOLE_CAUSE } from "../../core/ports/causes.ts";
import type { People } from "../../core/ports/people.ts";
import { type Story, tellStories } from "../../runtime/trace/story.ts";
import type { KeptEvent, TraceLog } from "../../runtime/trace/trace-log.ts";
import type { TraceFilter } from "../../wire/console-area.ts";

export interface RequestFilter extends TraceFilter {
  /** Shows what the console itself asked, too. */
  readonly console?: boolean;
  /** Only requests whose last event has a smaller number. */
  readonly before?: number;
}

export interface FoundRequests {
  readonly stories: readonly Story[];
  /** Whether older ones are kept. */
  readonly more: boolean;
}

/** Requests of the trace, newest first. */
export interface Requests {
  find(filter: RequestFilter): FoundRequests;
  /** The request with that id, or whose id begins with it, or the one that caused it. */
  one(id: string): Story | undefined;
  /** People and services that the kept requests name, for the choices of a filter. */
  names(): { readonly people: readonly string[]; readonly services: readonly string[] };
}

/** An event takes part in a story with about this many others. */
const EVENTS_A_REQUEST = 12;

/**
 * Looks at as many of the newest events as are needed: a live list asks for fifty requests each second,
 * whatever else is kept.
 */
export function createRequests(log: TraceLog, people: People): Requests {
  return {
    find: (filter) => {
      const source = onlyRefused(filter) ? refusedEvents(log) : log.events();
      const isShown = storyFilter(filter);
      for (let size = (filter.limit + 1) * EVENTS_A_REQUEST; ; size *= 4) {
        const window = source.slice(-size);
        const stories = tellStories(window, people).all.filter(isShown);
        // The oldest of a window may have lost its beginning.
        if (stories.length > filter.limit || window.length === source.length) {
          return { stories: stories.slice(0, filter.limit), more: stories.length > filter.limit };
        }
      }
    },
    one: (id) => tellStories(log.events(), people).find(id)[0],
    names: () => {
      const seen = { people: new Set<string>(), services: new Set<string>() };
      for (const { who, service, parent } of log.events().slice(-2_000)) {
        if (parent === CONSOLE_CAUSE) continue;
        seen.services.add(service);
        if (who !== undefined)
          seen.people.add(people.displayName(who) ?? (who === "anonymous" ? "nobody" : who));
      }
      return { people: [...seen.people].sort(), services: [...seen.services].sort() };
    },
  };
}

function onlyRefused({ verdicts = [] }: RequestFilter): boolean {
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === "deny" || verdict === "error");
}

/** Every event of the requests that were refused or failed, of what they caused, and of what caused them. */
function refusedEvents(log: TraceLog): KeptEvent[] {
  const events = log.events();
  const parents = new Map<string, string>();
  for (const { request, parent } of events) if (parent !== undefined) parents.set(request, parent);
  const requests = new Set<string>();
  for (const { request } of log.refusals()) {
    for (let id: string | undefined = request; id !== undefined && !requests.has(id); id = parents.get(id)) {
      requests.add(id);
    }
  }
  return events.filter(({ request, parent }) => requests.has(request) || requests.has(parent ?? ""));
}

function storyFilter(filter: RequestFilter): (story: Story) => boolean {
  const { service, person, verdicts = [], before = Number.POSITIVE_INFINITY } = filter;
  const text = filter.text?.toLowerCase() ?? "";
  return (story) =>
    story.seq < before &&
    (filter.console === true || !story.steps.some(({ event }) => event.parent === CONSOLE_CAUSE)) &&
    (verdicts.length === 0 || verdicts.includes(story.verdict)) &&
    (service === undefined || story.service === service) &&
    (person === undefined || story.who === person) &&
    (text === "" ||
      `${story.operation} ${story.sentence} ${story.request} ${story.who}`.toLowerCase().includes(text));
}
