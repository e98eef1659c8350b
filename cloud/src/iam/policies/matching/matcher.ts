/** Decides whether a text fits; variables are looked up for patterns that have some. */
export type Matcher = (text: string, variables: VariableLookup) => boolean;

export interface MatcherOptions {
  readonly wildcards: boolean;
  /** The document's version knows policy variables. */
  readonly variables: boolean;
}

/** Matcher of one pattern; compiled once unless it holds policy variables. */
export function createMatcher(source: string, options: MatcherOptions): Matcher {
  const { wildcards } = options;
  if (options.variables && hasVariables(source)) {
    return (text, variables) => {
      const pattern = compilePattern(source, { wildcards, variables });
      return pattern !== undefined && matchesPattern(pattern, text);
    };
  }
  const pattern = compilePattern(source, { wildcards, variables: undefined });
  return (text) => pattern !== undefined && matchesPattern(pattern, text);
}

const ARN_PARTS = 6;

/** The ARN that was split last: every statement of a decision looks at the same one. */
let last: { readonly text: string; readonly parts: readonly string[] } = { text: "", parts: [""] };

function arnParts(text: string): readonly string[] {
  if (last.text !== text) last = { text, parts: split(text) };
  return last.parts;
}

/** Six parts; the last keeps its colons. A shorter pattern is completed with `*`. */
function split(text: string): readonly string[] {
  const parts = text.split(":");
  return parts.length <= ARN_PARTS
    ? parts
    : [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(":")];
}

/** IAM-6: matches ARN part by part, so that `*` in one part never reaches into the next. */
export function createArnMatcher(source: string, options: Omit<MatcherOptions, "wildcards">): Matcher {
  if (source === "*") return () => true;
  const compile = (variables: VariableLookup | undefined): (Pattern | undefined)[] => {
    const parts = splitOutsideVariables(source);
    while (parts.length < ARN_PARTS) parts.push("*");
    return parts.map((part) => compilePattern(part, { wildcards: true, variables }));
  };
  if (options.variables && hasVariables(source)) {
    return (text, variables) => matchesParts(compile(variables), text);
  }
  const patterns = compile(undefined);
  return (text) => matchesParts(patterns, text);
}

function matchesParts(patterns: readonly (Pattern | undefined)[], text: string): boolean {
  const parts = arnParts(text);
  if (parts.length !== ARN_PARTS) return false;
  for (let index = 0; index < ARN_PARTS; index += 1) {
    const pattern = patterns[index];
    if (pattern === undefined || !matchesPattern(pattern, parts[index] ?? "")) return false;
  }
  return true;
}

/** Colons inside `${aws:username}` separate nothing. */
function splitOutsideVariables(source: string): string[] {
  const parts: string[] = [];
  let current = "";
  let inVariable = false;
  for (let index = 0; index < source.length; index += 1) {
    const character = source.charAt(index);
    if (character === "$" && source.charAt(index + 1) === "{") inVariable = true;
    if (character === "}") inVariable = false;
    if (character === ":" && !inVariable && parts.length < ARN_PARTS - 1) {
      parts.push(current);
      current = "";
    } else {
      current += character;
    }
  }
  parts.push(current);
  return parts;
}

/** Finds the values of a policy variable; undefined when the request has none (or several). */
export type VariableLookup = (name: string) => string | undefined;

/** Text between two `*`; `ones` are the places where `?` takes any character. */
interface Piece {
  readonly text: string;
  readonly ones: readonly number[];
}

/** A compiled pattern: one piece is an exact text, more are separated by `*`. */
export type Pattern = readonly Piece[];

export interface PatternOptions {
  /** `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Where `${…}` is looked up; undefined leaves it as text (documents before 2012-10-17). */
  readonly variables: VariableLookup | undefined;
}

/** `${*}`, `${?}` and `${$}` stand for the characters themselves. */
const LITERALS: ReadonlySet<string> = new Set(["*", "?", "$"]);

function hasVariables(source: string): boolean {
  return source.includes("${");
}

/**
 * Compiles one pattern. IAM-7: values of variables are always literal: a caller cannot smuggle a
 * wildcard into a policy.
 * @returns undefined when a variable without default has no value: the pattern matches nothing
 */
export function compilePattern(source: string, options: PatternOptions): Pattern | undefined {
  const pieces: Piece[] = [];
  let text = "";
  let ones: number[] = [];
  for (let index = 0; index < source.length; index += 1) {
    const character = source.charAt(index);
    const end = character === "$" && options.variables !== undefined ? variableEnd(source, index) : -1;
    if (end !== -1) {
      const value = resolveVariable(source.slice(index + 2, end), options.variables);
      if (value === undefined) return undefined;
      text += value;
      index = end;
    } else if (options.wildcards && character === "*") {
      pieces.push({ text, ones });
      text = "";
      ones = [];
    } else {
      if (options.wildcards && character === "?") ones.push(text.length);
      text += character;
    }
  }
  pieces.push({ text, ones });
  return pieces;
}

function variableEnd(source: string, start: number): number {
  return source.charAt(start + 1) === "{" ? source.indexOf("}", start + 2) : -1;
}

/** `aws:username`, or with a default: `aws:PrincipalTag/team, 'nobody'`. */
function resolveVariable(expression: string, variables: VariableLookup | undefined): string | undefined {
  if (LITERALS.has(expression)) return expression;
  const comma = expression.indexOf(",");
  const name = (comma === -1 ? expression : expression.slice(0, comma)).trim();
  const value = variables?.(name);
  if (value !== undefined || comma === -1) return value;
  const quoted = /^'(.*)'$/s.exec(expression.slice(comma + 1).trim());
  return quoted?.[1];
}

/**
 * IAM-6: true when the whole text matches. First and last piece are anchored, the others are taken at
 * their leftmost place: no backtracking over earlier choices.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const first = pattern[0];
  const last = pattern[pattern.length - 1];
  if (first === undefined || last === undefined) return false;
  if (pattern.length === 1) return text.length === first.text.length && matchesAt(first, text, 0);
  if (!matchesAt(first, text, 0)) return false;
  const end = text.length - last.text.length;
  let position = first.text.length;
  for (let index = 1; index < pattern.length - 1; index += 1) {
    const piece = pattern[index] ?? last;
    position = find(piece, text, position);
    if (position === -1) return false;
    position += piece.text.length;
  }
  return position <= end && matchesAt(last, text, end);
}

function matchesAt(piece: Piece, text: string, position: number): boolean {
  if (piece.ones.length === 0) return text.startsWith(piece.text, position);
  if (position < 0 || position + piece.text.length > text.length) return false;
  for (let index = 0; index < piece.text.length; index += 1) {
    if (piece.text[index] !== text[position + index] && !piece.ones.includes(index)) return false;
  }
  return true;
}

function find(piece: Piece, text: string, from: number): number {
  if (piece.ones.length === 0) return text.indexOf(piece.text, from);
  for (let position = from; position + piece.text.length <= text.length; position += 1) {
    if (matchesAt(piece, text, position)) return position;
  }
  return -1;
}
