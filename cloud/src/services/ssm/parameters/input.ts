import type { Caller } from "../../../core/caller.ts";
import type { Tag } from "../../../wire/models/generated/ssm.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";

export function tagsByKey(tags: readonly Tag[] = []): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** ARN of who writes a parameter. */
export function writerOf(caller: Caller): string {
  return "arn" in caller ? caller.arn : "";
}
