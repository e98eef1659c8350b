import type { ApiCall } from "../../../core/ports/resource-provider.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { listedTags } from "../shared/tags.ts";

/** The calls by which the tags of a resource become others. */
export function tagCalls(
  ResourceARN: string,
  { tags, keys }: { readonly tags: Tags; readonly keys: readonly string[] },
): readonly ApiCall[] {
  const Tags = listedTags(tags);
  return [
    ...(Tags.length === 0 ? [] : [{ operation: "TagResource", input: { ResourceARN, Tags } }]),
    ...(keys.length === 0 ? [] : [{ operation: "UntagResource", input: { ResourceARN, TagKeys: keys } }]),
  ];
}
