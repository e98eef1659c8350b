import type { Tag } from "../../../wire/models/generated/events.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { limitExceeded, validation } from "./errors.ts";

const MOST = 50;

export function tagsByKey(tags: readonly Tag[] = []): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

export function listedTags(tags: Tags): readonly Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** @throws AwsError ValidationException, LimitExceededException */
export function assertTags(tags: Tags): void {
  if (Object.keys(tags).some((key) => /^aws:/i.test(key))) {
    throw validation("aws: prefixed tag key names are not allowed for external use.");
  }
  if (Object.keys(tags).length > MOST) throw limitExceeded();
}
