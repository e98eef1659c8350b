import type { DisableKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertNotPending } from "../keys/states.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html */
export function DisableKey(kms: KmsContext): Operation<DisableKeyRequest> {
  return {
    name: "DisableKey",
    authorize: onKey(kms, "kms:DisableKey"),
    run: ({ KeyId }) => {
      const key = requireKey(kms, KeyId);
      assertNotPending(kms, key);
      kms.keys.save({ ...key, state: "Disabled" });
    },
  };
}
