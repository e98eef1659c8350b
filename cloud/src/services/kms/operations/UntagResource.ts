import type { UntagResourceRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { tagKeys } from "../../../wire/tag-keys.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertNotPending } from "../keys/states.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html */
export function UntagResource(kms: KmsContext): Operation<UntagResourceRequest> {
  return {
    name: "UntagResource",
    authorize: onKey(kms, "kms:UntagResource", ({ TagKeys }) => tagKeys(TagKeys)),
    run: ({ KeyId, TagKeys }) => {
      const key = requireKey(kms, KeyId);
      assertNotPending(kms, key);
      const left = Object.entries(key.tags).filter(([name]) => !TagKeys.includes(name));
      kms.keys.save({ ...key, tags: Object.fromEntries(left) });
    },
  };
}
