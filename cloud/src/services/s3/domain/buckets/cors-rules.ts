import { s3Errors } from "../shared/errors.ts";
import type { CorsRule } from "./bucket.ts";

export interface CorsQuestion {
  readonly origin: string;
  readonly method: string;
  /** Lower-case names of Access-Control-Request-Headers. */
  readonly requestHeaders?: readonly string[];
}

/** The first rule that fits, or undefined when none does. */
export function findCorsRule(rules: readonly CorsRule[], question: CorsQuestion): CorsRule | undefined {
  return rules.find((candidate) => matchesRule(candidate, question));
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

const CORS_METHODS: ReadonlySet<string> = new Set(["GET", "PUT", "HEAD", "POST", "DELETE"]);
const MAX_CORS_RULES = 100;

/** @throws AwsError MalformedXML, InvalidRequest */
export function checkCorsRules(rules: readonly CorsRule[]): readonly CorsRule[] {
  if (rules.length === 0 || rules.length > MAX_CORS_RULES) throw s3Errors.malformedXml();
  for (const { allowedMethods, allowedOrigins } of rules) {
    if (allowedMethods.length === 0 || allowedOrigins.length === 0) throw s3Errors.malformedXml();
    const unknown = allowedMethods.find((method) => !CORS_METHODS.has(method));
    if (unknown !== undefined) {
      throw s3Errors.invalidRequest(
        `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
      );
    }
    const wild = allowedOrigins.find((origin) => origin.split("*").length > 2);
    if (wild !== undefined) {
      throw s3Errors.invalidRequest(`AllowedOrigin "${wild}" can not have more than one wildcard.`);
    }
  }
  return rules;
}
