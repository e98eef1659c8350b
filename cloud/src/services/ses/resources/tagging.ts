import type { ConditionContext } from "../../../core/ports/authorization.ts";
import { tagChanges } from "../../../core/properties/property-values.ts";
import type { Question } from "../../../wire/operation.ts";
import { requestTags, type Tags, tagKeys } from "../../../wire/tag-keys.ts";

/** The rights of TagResource and UntagResource, for what differs. */
export function taggingQuestions(
  on: (action: `ses:${string}`, context: ConditionContext) => readonly Question[],
  before: Tags,
  after: Tags,
): readonly Question[] {
  const { tags, keys } = tagChanges(before, after);
  return [
    ...(Object.keys(tags).length === 0 ? [] : on("ses:TagResource", requestTags(tags))),
    ...(keys.length === 0 ? [] : on("ses:UntagResource", tagKeys(keys))),
  ];
}
