import type { CorsRule } from "./bucket.ts";

interface CorsQuestion {
  readonly origin: string;
  readonly method: string;
  /** Lower-case names of Access-Control-Request-Headers. */
  readonly requestHeaders?: readonly string[];
}

/** Headers of the first rule that fits, or undefined when none does. */
export function corsHeaders(
  rules: readonly CorsRule[],
  question: CorsQuestion,
): Record<string, string> | undefined {
  const rule = rules.find((candidate) => matchesRule(candidate, question));
  if (rule === undefined) return undefined;
  const anyone = rule.allowedOrigins.includes("*");
  return {
    "Access-Control-Allow-Origin": anyone ? "*" : question.origin,
    "Access-Control-Allow-Methods": rule.allowedMethods.join(", "),
    ...(question.requestHeaders === undefined || question.requestHeaders.length === 0
      ? {}
      : { "Access-Control-Allow-Headers": question.requestHeaders.join(", ") }),
    ...(rule.exposeHeaders.length === 0
      ? {}
      : { "Access-Control-Expose-Headers": rule.exposeHeaders.join(", ") }),
    ...(rule.maxAgeSeconds === undefined ? {} : { "Access-Control-Max-Age": String(rule.maxAgeSeconds) }),
    ...(anyone ? {} : { "Access-Control-Allow-Credentials": "true" }),
    Vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

function matchesRule(rule: CorsRule, question: CorsQuestion): boolean {
  return (
    rule.allowedMethods.includes(question.method) &&
    rule.allowedOrigins.some((pattern) => matchesWildcard(pattern, question.origin)) &&
    (question.requestHeaders ?? []).every((name) =>
      rule.allowedHeaders.some((pattern) => matchesWildcard(pattern.toLowerCase(), name)),
    )
  );
}

/** At most one `*`, which stands for any text. */
function matchesWildcard(pattern: string, text: string): boolean {
  const star = pattern.indexOf("*");
  if (star === -1) return pattern === text;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}
