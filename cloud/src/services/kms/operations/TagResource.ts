import type { TagResourceRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertNotPending } from "../keys/states.ts";
import { mergedTags, tagsByKey } from "../keys/tags.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
export function TagResource(kms: KmsContext): Operation<TagResourceRequest> {
  return {
    name: "TagResource",
    authorize: onKey(kms, "kms:TagResource", ({ Tags }) => requestTags(tagsByKey(Tags))),
    run: ({ KeyId, Tags }) => {
      const key = requireKey(kms, KeyId);
      assertNotPending(kms, key);
      kms.keys.save({ ...key, tags: mergedTags(key.tags, Tags) });
    },
  };
}
