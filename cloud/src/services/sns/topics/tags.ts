import { invalidInput, invalidParameter, tooManyTags } from "../shared/errors.ts";
import type { Topic } from "../shared/topic.ts";

const MOST = 50;
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

type TagList = readonly { readonly Key: string; readonly Value: string }[];

/** Tags of a call by key; nothing is checked. */
export function tagsByKey(tags: TagList = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/**
 * The tags of a call, by key.
 * @param present those that stay unless they are given anew
 * @throws AwsError InvalidParameter, TagLimitExceeded
 */
export function checkedTags(tags: TagList = [], present: Topic["tags"] = {}): Record<string, string> {
  const given = tagsByKey(tags);
  if (Object.keys(given).length < tags.length) throw invalidParameter("Duplicated keys are not allowed.");
  for (const [key, value] of Object.entries(given)) {
    if (TAG_KEY.test(key) && TAG_VALUE.test(value) && !/^aws:/i.test(key)) continue;
    throw invalidInput(
      "Tag keys must be between 1 and 128 characters in length, tag values at most 256, and neither may begin with aws:.",
    );
  }
  const all = { ...present, ...given };
  if (Object.keys(all).length > MOST) throw tooManyTags();
  return all;
}
