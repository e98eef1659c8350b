import { PatternError, RegexAsked } from "./pattern-errors.ts";
import { endOfQuoted, unquoted } from "./terms.ts";

type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";
type Test = (value: unknown) => boolean;

/** Signs of the two structured kinds of pattern, longest first. */
const SIGNS = ["&&", "||", "!=", "<=", ">=", "=", "<", ">", "(", ")"] as const;
const COMPARISONS: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">="]);
const DEEPEST = 32;

export interface Token {
  readonly kind: "sign" | "word" | "quoted";
  readonly text: string;
}

export function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    const here = pattern[at] ?? "";
    if (/\s/.test(here)) {
      at += 1;
      continue;
    }
    const token = tokenAt(pattern, at);
    tokens.push(token.token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(pattern: string, at: number): { readonly token: Token; readonly end: number } {
  if (pattern[at] === "%") throw new RegexAsked();
  const sign = SIGNS.find((each) => pattern.startsWith(each, at));
  if (sign !== undefined) return { token: { kind: "sign", text: sign }, end: at + sign.length };
  if (pattern[at] === '"') {
    const end = endOfQuoted(pattern, at);
    return { token: { kind: "quoted", text: unquoted(pattern.slice(at, end)) }, end };
  }
  let end = at;
  while (end < pattern.length && !/[\s"]/.test(pattern[end] ?? "") && !isSignAt(pattern, end)) end += 1;
  if (end === at) throw new PatternError();
  return { token: { kind: "word", text: pattern.slice(at, end) }, end };
}

const isSignAt = (pattern: string, at: number) => SIGNS.some((sign) => pattern.startsWith(sign, at));

/** Reads `a = 1 && ( b > 2 || c IS NULL )`; what a name stands for is the caller's. */
export class ConditionReader<Subject> {
  readonly #tokens: readonly Token[];
  readonly #readOf: (name: string) => (subject: Subject) => unknown;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], readOf: (name: string) => (subject: Subject) => unknown) {
    this.#tokens = tokens;
    this.#readOf = readOf;
  }

  /** The whole of the tokens as one condition. */
  read(): (subject: Subject) => boolean {
    const condition = this.#either();
    if (this.#at < this.#tokens.length) throw new PatternError();
    return condition;
  }

  #either(): (subject: Subject) => boolean {
    const parts = [this.#both()];
    while (this.#takes("||")) parts.push(this.#both());
    return (subject) => parts.some((part) => part(subject));
  }

  #both(): (subject: Subject) => boolean {
    const parts = [this.#one()];
    while (this.#takes("&&")) parts.push(this.#one());
    return (subject) => parts.every((part) => part(subject));
  }

  #one(): (subject: Subject) => boolean {
    if (!this.#takes("(")) return this.#comparison();
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new PatternError();
    const inner = this.#either();
    if (!this.#takes(")")) throw new PatternError();
    this.#depth -= 1;
    return inner;
  }

  #comparison(): (subject: Subject) => boolean {
    const name = this.#next();
    if (name.kind !== "word") throw new PatternError();
    const readOf = this.#readOf(name.text);
    const test = this.#test(this.#next());
    return (subject) => test(readOf(subject));
  }

  #test({ kind, text }: Token): Test {
    if (kind === "sign" && COMPARISONS.has(text)) return comparison(text as Comparison, this.#next());
    const words = `${text} ${this.#next().text}`.toUpperCase();
    const test = kind === "word" ? NAMED_TESTS[words] : undefined;
    if (test === undefined) throw new PatternError();
    return test;
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.#at += 1;
    return true;
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new PatternError();
    this.#at += 1;
    return token;
  }
}

const NAMED_TESTS: Readonly<Record<string, Test>> = {
  "IS NULL": (value) => value === null,
  "IS TRUE": (value) => value === true,
  "IS FALSE": (value) => value === false,
  "NOT EXISTS": (value) => value === undefined,
};

function comparison(sign: Comparison, { kind, text }: Token): Test {
  if (kind === "sign") throw new PatternError();
  const number = kind === "word" && text.trim() !== "" ? Number(text) : Number.NaN;
  if (sign === "=") return equals(text, number);
  if (sign === "!=") {
    const isEqual = equals(text, number);
    return (value) => value !== undefined && !isEqual(value);
  }
  if (Number.isNaN(number)) throw new PatternError();
  return (value) => {
    const given = numberOf(value);
    if (Number.isNaN(given)) return false;
    if (sign === "<") return given < number;
    if (sign === "<=") return given <= number;
    return sign === ">" ? given > number : given >= number;
  };
}

/** A text may have `*` for any characters. */
function equals(text: string, number: number): Test {
  const matches = wildcard(text);
  return (value) => {
    if (typeof value === "number") return value === number;
    return typeof value === "string" && (matches(value) || (value !== "" && Number(value) === number));
  };
}

function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}

function wildcard(text: string): (value: string) => boolean {
  const parts = text.split("*");
  const [first = ""] = parts;
  if (parts.length === 1) return (value) => value === text;
  const last = parts.at(-1) ?? "";
  return (value) => {
    if (!value.startsWith(first)) return false;
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      const found = value.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return value.length - last.length >= at && value.endsWith(last);
  };
}
