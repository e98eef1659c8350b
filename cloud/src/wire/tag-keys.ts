import type { ConditionContext } from "../core/ports/authorization.ts";

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** Condition keys of the tags that a call gives: `aws:RequestTag/<key>` and `aws:TagKeys`. */
export function requestTags(tags: Tags = {}): ConditionContext {
  const entries = Object.entries(tags);
  if (entries.length === 0) return {};
  return {
    ...Object.fromEntries(entries.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...tagKeys(entries.map(([key]) => key)),
  };
}

/** Condition keys of a call that names tags without values: it takes them away. */
export function tagKeys(keys: readonly string[] = []): ConditionContext {
  return keys.length === 0 ? {} : { "aws:TagKeys": keys };
}

/** Condition keys of the tags that the resource has: `aws:ResourceTag/<key>`. */
export function resourceTags(tags: Tags = {}): ConditionContext {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}
