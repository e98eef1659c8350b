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

export function hasVariables(source: string): boolean {
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
