import { PatternError, RegexAsked } from "./pattern-errors.ts";

interface Term {
  readonly kind: "all" | "any" | "none";
  readonly text: string;
}

/**
 * `a b`: both; `?a ?b`: one of them; `-a`: not this one. What is no word stands in quotes. Words with
 * `?` beside others do not count, as AWS says.
 */
export function termsPattern(pattern: string): (message: string) => boolean {
  const terms = termsIn(pattern);
  const of = (kind: Term["kind"]) => terms.filter((term) => term.kind === kind).map(({ text }) => text);
  const [all, any, none] = [of("all"), of("any"), of("none")];
  const counts = any.length > 0 && all.length === 0 && none.length === 0;
  return (message) =>
    all.every((text) => message.includes(text)) &&
    !none.some((text) => message.includes(text)) &&
    (!counts || any.some((text) => message.includes(text)));
}

const KINDS: Readonly<Record<string, Term["kind"]>> = { "?": "any", "-": "none" };
const WORD = /[A-Za-z0-9_]/;

function termsIn(pattern: string): Term[] {
  const terms: Term[] = [];
  let at = 0;
  while (at < pattern.length) {
    if (/\s/.test(pattern[at] ?? "")) {
      at += 1;
      continue;
    }
    const kind = KINDS[pattern[at] ?? ""];
    if (kind !== undefined) at += 1;
    const end = endOfTerm(pattern, at);
    const text = pattern.slice(at, end);
    if (text === "") throw new PatternError();
    terms.push({ kind: kind ?? "all", text: text.startsWith('"') ? unquoted(text) : text });
    at = end;
  }
  return terms;
}

function endOfTerm(pattern: string, from: number): number {
  if (pattern[from] === "%") throw new RegexAsked();
  if (pattern[from] === '"') return endOfQuoted(pattern, from);
  let end = from;
  while (WORD.test(pattern[end] ?? " ")) end += 1;
  if (end < pattern.length && !/\s/.test(pattern[end] ?? "")) throw new PatternError();
  return end;
}

/** Behind the closing quote of the text that opens at `from`; `\"` is a quote in it. */
export function endOfQuoted(pattern: string, from: number): number {
  for (let at = from + 1; at < pattern.length; at += 1) {
    if (pattern[at] === "\\") at += 1;
    else if (pattern[at] === '"') return at + 1;
  }
  throw new PatternError();
}

export function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/gs, "$1");
}
