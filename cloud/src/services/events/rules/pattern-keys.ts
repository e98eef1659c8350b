import { isMap } from "../../../core/event-pattern/pattern.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";

/** Condition key → where its values stand in a pattern. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "events:source": ["source"],
  "events:detail-type": ["detail-type"],
  "events:detail.service": ["detail", "service"],
  "events:detail.eventTypeCode": ["detail", "eventTypeCode"],
  "events:detail.userIdentity.principalId": ["detail", "userIdentity", "principalId"],
};

/**
 * Condition keys of what a pattern looks for: its texts. A place with an operator says what none of the
 * keys can: the key is then absent, as for a pattern without the place.
 */
export function patternKeys(pattern: string | undefined): ConditionContext {
  const document = parsed(pattern);
  const found = Object.entries(KEYS).flatMap(([key, path]): [string, readonly string[]][] => {
    const values = path.reduce<unknown>((value, name) => (isMap(value) ? value[name] : undefined), document);
    const isTexts = Array.isArray(values) && values.every((value) => typeof value === "string");
    return isTexts && values.length > 0 ? [[key, values as readonly string[]]] : [];
  });
  return Object.fromEntries(found);
}

function parsed(pattern: string | undefined): unknown {
  if (pattern === undefined) return undefined;
  try {
    return JSON.parse(pattern);
  } catch {
    return undefined;
  }
}
