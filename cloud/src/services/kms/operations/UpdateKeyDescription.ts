import type { UpdateKeyDescriptionRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertNotPending } from "../keys/states.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html */
export function UpdateKeyDescription(kms: KmsContext): Operation<UpdateKeyDescriptionRequest> {
  return {
    name: "UpdateKeyDescription",
    authorize: onKey(kms, "kms:UpdateKeyDescription"),
    run: ({ KeyId, Description }) => {
      const key = requireKey(kms, KeyId);
      assertNotPending(kms, key);
      kms.keys.save({ ...key, description: Description });
    },
  };
}
