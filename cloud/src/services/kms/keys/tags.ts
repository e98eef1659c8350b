import type { Tag } from "../../../wire/models/generated/kms.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { tagError } from "../shared/errors.ts";

const MOST = 50;

export function tagsByKey(tags: readonly Tag[] = []): Tags {
  return Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
}

/** @throws AwsError TagException */
export function mergedTags(known: Tags, given: readonly Tag[] = []): Tags {
  const keys = given.map(({ TagKey }) => TagKey);
  if (new Set(keys).size < keys.length) throw tagError("Duplicate tag keys");
  if (keys.some((key) => /^aws:/i.test(key))) throw tagError("Tags beginning with aws: are reserved");
  const merged = { ...known, ...tagsByKey(given) };
  if (Object.keys(merged).length > MOST) throw tagError("Too many tags");
  return merged;
}
