import type { TraceFilter, Verdict } from "./filter.ts";

/** What `GET /_portcullis/trace` was asked for, or the sentence that refuses it. */
export type TraceQuery =
  | { readonly filter: TraceFilter; readonly form: "json" | "text" }
  | { readonly problem: string };

const MOST_STORIES = 1_000;
const DEFAULT_STORIES = 20;
const LONGEST_VALUE = 256;
const VERDICTS: ReadonlySet<string> = new Set<Verdict>(["allow", "deny", "error", "skip"]);
const FORMS: ReadonlySet<string> = new Set(["json", "text"]);

class BadQuery extends Error {}

type Reader = (value: string, name: string) => Partial<TraceFilter>;

const READERS: Readonly<Record<string, Reader>> = {
  limit: (value, name) => ({ limit: wholeNumber(value, name, MOST_STORIES) }),
  last: (value, name) => ({ limit: wholeNumber(value, name, MOST_STORIES) }),
  before: (value, name) => ({ before: wholeNumber(value, name, Number.MAX_SAFE_INTEGER) }),
  request: (request) => ({ request }),
  verdict: (value) => ({ verdicts: new Set(value.split(",").map(verdictOf)) }),
  service: (value) => ({ service: serviceOf(value) }),
  person: (person) => ({ person }),
  probes: (value) => ({ probes: probesOf(value) }),
  q: (value) => ({ text: value.toLowerCase() }),
  form: () => ({}),
};

/** Strict: a filter with a typing error would show something else than was asked for. */
export function parseTraceQuery(query: URLSearchParams): TraceQuery {
  try {
    const filter = Object.assign({ limit: DEFAULT_STORIES }, ...[...query].map((one) => readOne(query, one)));
    return { filter, form: formOf(query) };
  } catch (error) {
    if (error instanceof BadQuery) return { problem: error.message };
    throw error;
  }
}

function readOne(query: URLSearchParams, [name, value]: readonly [string, string]): Partial<TraceFilter> {
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read === undefined) {
    throw new BadQuery(`There is no filter of that name; there are ${Object.keys(READERS).join(", ")}.`);
  }
  if (query.getAll(name).length > 1) throw new BadQuery(`${name} is given more than once.`);
  if (name === "last" && query.has("limit")) throw new BadQuery("limit and last mean the same: give one.");
  if (value === "") throw new BadQuery(`${name} is empty.`);
  if (value.length > LONGEST_VALUE) {
    throw new BadQuery(`${name} is longer than ${LONGEST_VALUE} characters.`);
  }
  return read(value, name);
}

function wholeNumber(value: string, name: string, most: number): number {
  const number = /^\d{1,16}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= most) return number;
  throw new BadQuery(
    most === Number.MAX_SAFE_INTEGER
      ? `${name} must be the seq of an event: a whole number from 1.`
      : `${name} must be a whole number from 1 to ${most}.`,
  );
}

function verdictOf(value: string): Verdict {
  if (VERDICTS.has(value)) return value as Verdict;
  throw new BadQuery(`verdict must be of ${[...VERDICTS].join(", ")}, with commas between several.`);
}

function serviceOf(value: string): string {
  if (/^[a-z][a-z0-9-]{0,63}$/.test(value)) return value;
  throw new BadQuery("service must be a name as events have it, such as execute-api or cognito-idp.");
}

function probesOf(value: string): "only" | "none" {
  if (value === "only" || value === "none") return value;
  throw new BadQuery("probes must be only or none.");
}

function formOf(query: URLSearchParams): "json" | "text" {
  const form = query.get("form") ?? "json";
  if (FORMS.has(form)) return form as "json" | "text";
  throw new BadQuery("form must be json or text.");
}
