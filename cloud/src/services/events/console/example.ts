/** An event as a form has it. */
export interface EventDraft {
  readonly source: string;
  readonly detailType: string;
  /** JSON text. */
  readonly detail: string;
}

type Pattern = Readonly<Record<string, unknown>>;

/** An event that most patterns let pass: the first plain value of each list, and something for a matcher. */
export function exampleFor(patternText: string | undefined): EventDraft {
  const pattern = patternText === undefined ? {} : (JSON.parse(patternText) as Pattern);
  return {
    source: textFor(pattern["source"], "my.app"),
    detailType: textFor(pattern["detail-type"], "Something happened"),
    detail: JSON.stringify(detailFor(pattern["detail"]), undefined, 2),
  };
}

function textFor(matchers: unknown, otherwise: string): string {
  const value = Array.isArray(matchers) ? valueFor(matchers) : undefined;
  return typeof value === "string" ? value : otherwise;
}

function detailFor(pattern: unknown): unknown {
  if (Array.isArray(pattern)) return valueFor(pattern);
  if (typeof pattern !== "object" || pattern === null) return {};
  return Object.fromEntries(
    Object.entries(pattern)
      .filter(([name]) => name !== "$or")
      .map(([name, inner]) => [name, detailFor(inner)]),
  );
}

function valueFor(matchers: readonly unknown[]): unknown {
  const plain = matchers.find((matcher) => typeof matcher !== "object" || matcher === null);
  return plain === undefined ? valueOfMatcher((matchers[0] ?? {}) as Pattern) : plain;
}

function valueOfMatcher(matcher: Pattern): unknown {
  const { prefix, suffix, wildcard, numeric } = matcher;
  if (typeof prefix === "string") return prefix;
  if (typeof suffix === "string") return suffix;
  if (typeof wildcard === "string") return wildcard.replaceAll("*", "x");
  if (Array.isArray(numeric)) return numberFor(numeric);
  const ignoring = matcher["equals-ignore-case"];
  return typeof ignoring === "string" ? ignoring : "something";
}

/** A number within `[">", 3]` or `[">=", 0, "<", 10]`. */
function numberFor(limits: readonly unknown[]): unknown {
  const [operator, limit, , upper] = limits;
  if (typeof limit !== "number") return limit;
  if (typeof upper === "number") return (limit + upper) / 2;
  if (operator === ">") return limit + 1;
  return operator === "<" ? limit - 1 : limit;
}
