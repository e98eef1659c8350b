import type { DisableKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { KmsContext } from "../keys/context.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertNotPending } from "../keys/states.ts";

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
