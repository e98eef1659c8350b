import {
  compilePattern,
  hasVariables,
  matchesPattern,
  type Pattern,
  type VariableLookup,
} from "./pattern.ts";

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
