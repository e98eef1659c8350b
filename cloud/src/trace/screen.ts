import type { TraceEvent } from "../core/ports/trace.ts";
import type { Facts, FactValue, Why } from "../core/why.ts";
import { withMaskedMail } from "./mail.ts";
import { masked } from "./mask.ts";

/** TRACE-1: longer texts are cut and say how long they were. */
const LONGEST_TEXT = 512;
/** TRACE-1: longer lists are cut and say how many more there were. */
const LONGEST_LIST = 20;
const LONGEST_USER_AGENT = 120;
/** The id of a key that is published looks like a secret, and is none. */
const KEY_ID = /^[A-Za-z0-9+/=_-]{1,64}$/;
/** The lines of a canonical request: method, path, query, headers, hash. */
const LONGEST_CANONICAL = 40;

export type ScreenedEvent = Omit<TraceEvent, "key">;

/** The event as it may be kept: cut, and without what looks like a secret. */
export function screened(event: ScreenedEvent): ScreenedEvent {
  const { operation, why, who, from, wire } = event;
  return {
    ...event,
    ...(operation === undefined ? {} : { operation: stringOf(operation) }),
    ...(who === undefined ? {} : { who: stringOf(who) }),
    ...(why === undefined ? {} : { why: screenedWhy(why) }),
    ...(from === undefined ? {} : { from: screenedFrom(from) }),
    ...(wire === undefined
      ? {}
      : { wire: { ...wire, code: stringOf(wire.code), message: stringOf(wire.message) } }),
  };
}

/** The path of a request as a log may keep it: names in it come from clients, and may be tokens [TRACE-2]. */
export function screenedPath(url: string): string {
  const [path = ""] = url.split("?", 1);
  return withMaskedMail(stringOf(path));
}

function screenedFrom({ ip, userAgent }: NonNullable<TraceEvent["from"]>): NonNullable<TraceEvent["from"]> {
  if (userAgent === undefined || userAgent === "") return { ip };
  return { ip, userAgent: masked(userAgent.slice(0, LONGEST_USER_AGENT)) };
}

function screenedWhy(why: Why): Why {
  const { asked, had, by, near, would } = why;
  return {
    ...why,
    ...(asked === undefined ? {} : { asked: screenedFacts(asked) }),
    ...(had === undefined ? {} : { had: screenedFacts(had) }),
    ...(by === undefined ? {} : { by: screenedFacts(by) }),
    ...(near === undefined ? {} : { near: screenedFacts(near) }),
    ...(would === undefined ? {} : { would: stringOf(would) }),
  };
}

function screenedFacts(facts: Facts): Facts {
  const kept: Record<string, FactValue> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined) continue;
    if (typeof value === "string")
      kept[name] = name === "kid" && KEY_ID.test(value) ? value : stringOf(value);
    else if (typeof value === "object") kept[name] = listOf(name, value);
    else kept[name] = value;
  }
  return kept;
}

function listOf(name: string, values: readonly string[]): readonly string[] {
  // The hash of a body has the shape of a signature; `sigv4/why.ts` left the secrets out.
  const isCanonical = name === "canonical";
  const limit = isCanonical ? LONGEST_CANONICAL : LONGEST_LIST;
  const kept = values.slice(0, limit).map(isCanonical ? cut : stringOf);
  return values.length > limit ? [...kept, `… ${values.length - limit} more`] : kept;
}

function stringOf(text: string): string {
  return masked(cut(text));
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}… (${text.length} characters)`;
}
