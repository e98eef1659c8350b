import type { TraceEvent } from "../core/ports/trace.ts";
import type { Facts, FactValue, Why } from "../core/why.ts";
import { withMaskedMail } from "./mail.ts";

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
  return { ip, userAgent: masked(copied(userAgent.slice(0, LONGEST_USER_AGENT))) };
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
  const kept = values.slice(0, limit).map(isCanonical ? (text) => copied(cut(text)) : stringOf);
  return values.length > limit ? [...kept, `… ${values.length - limit} more`] : kept;
}

function stringOf(text: string): string {
  return masked(copied(cut(text)));
}

/**
 * TRACE-1: what was cut out of a text holds on to all of it, which nobody has counted. A text that is put
 * together anew has characters of its own, and so has a part of that.
 */
export function copied(text: string): string {
  return ` ${text}`.slice(1);
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}… (${text.length} characters)`;
}

/**
 * The last line of defence [TRACE-2]: what looks like a token, a key or a secret is replaced before an
 * event is kept, whoever put it there. Where a secret has no look (a password, a code), the place that
 * makes the event leaves it out.
 */
export function masked(text: string): string {
  if (text.length < SHORTEST_SECRET || PLAIN_ID.test(text) || !SUSPICIOUS.test(text)) return text;
  return text
    .replace(TOKEN, "(token)")
    .replace(ACCESS_KEY, (_, start: string, end: string) => `${start}…${end}`)
    .replace(QUOTED_VALUE, "Value '…' at")
    .replace(SECRET_PARAMETER, "$1=(left out)")
    .replace(BASE32_SECRET, "(secret)")
    .replace(LONG_HEX, "(secret)")
    .replace(RUN, (run) => (looksRandom(run) ? "(secret)" : run));
}

/** Ids of people and app clients: without a capital none of the shapes below fits, and of hexadecimal none is as short. */
const PLAIN_ID = /^[0-9a-z-]{1,63}$/;
/** Base32 secrets, the shortest of these shapes, have 16 characters. */
const SHORTEST_SECRET = 12;
/** What each of the shapes below has; most texts have none of it. */
const SUSPICIOUS = /eyJ|AKIA|ASIA|Value '|=|[A-Za-z0-9+/_=-]{24}/;
/** A JWT or JWE, whole or without its last part. */
const TOKEN = /eyJ[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*){1,4}/g;
const ACCESS_KEY = /\b(AKIA|ASIA)[A-Z0-9]{8,}([A-Z0-9]{4})\b/g;
/** Validation sentences repeat what was sent. */
const QUOTED_VALUE = /Value '[^']*' at/g;
const SECRET_PARAMETER =
  /\b(code|state|nonce|token|id_token|access_token|refresh_token|X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|client_secret|code_verifier|password|SAMLResponse)=[^&\s"']+/gi;
const BASE32_SECRET = /\b[A-Z2-7]{32,}\b/g;
/** Signatures, SRP values: no id has that length. */
const LONG_HEX = /\b[0-9a-fA-F]{64,}\b/g;
/** ARNs are names, whatever they look like. */
const RUN = /arn:[^\s"',;]+|[A-Za-z0-9+/_=-]{24,}/g;
const SHORTEST_RUN = 24;
/** Ids of user pools, e.g. at the end of an issuer: names. */
const POOL_ID = /[a-z]{2}(?:-[a-z]{2,9}){1,3}-\d_[A-Za-z0-9]{9}(?![A-Za-z0-9])/;
/** What CloudFormation puts behind the names it makes. */
const GENERATED_END = /-[A-Za-z0-9]{12,13}$/;
/** Share of neighbours of another class: words change case now and then, random texts all the time. */
const RANDOM_SHARE = 0.42;

function looksRandom(run: string): boolean {
  if (run.startsWith("arn:")) return false;
  const text = run.replace(POOL_ID, "").replace(GENERATED_END, "");
  if (text.length < SHORTEST_RUN) return false;
  const parts = text.split(/[/_+=-]/);
  if (!parts.some(hasEveryClass)) return false;
  const changes = parts.reduce((sum, part) => sum + changesIn(part), 0);
  const pairs = parts.reduce((sum, part) => sum + Math.max(0, part.length - 1), 0);
  return changes >= RANDOM_SHARE * pairs;
}

function hasEveryClass(part: string): boolean {
  return /[a-z]/.test(part) && /[A-Z]/.test(part) && /[0-9]/.test(part);
}

function changesIn(part: string): number {
  let changes = 0;
  for (let index = 1; index < part.length; index += 1) {
    if (classOf(part, index) !== classOf(part, index - 1)) changes += 1;
  }
  return changes;
}

function classOf(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code >= 48 && code <= 57) return 1;
  return code >= 65 && code <= 90 ? 2 : 3;
}
