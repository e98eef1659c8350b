import type { DisableKeyRotationRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertRotatable, assertUsable } from "../keys/states.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html */
export function DisableKeyRotation(kms: KmsContext): Operation<DisableKeyRotationRequest> {
  return {
    name: "DisableKeyRotation",
    authorize: onKey(kms, "kms:DisableKeyRotation"),
    run: ({ KeyId }) => {
      const key = requireKey(kms, KeyId);
      assertRotatable(key);
      assertUsable(kms, key);
      kms.keys.save({ ...key, rotation: undefined });
    },
  };
}
