import type { EnableKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertNotPending } from "../keys/states.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html */
export function EnableKey(kms: KmsContext): Operation<EnableKeyRequest> {
  return {
    name: "EnableKey",
    authorize: onKey(kms, "kms:EnableKey"),
    run: ({ KeyId }) => {
      const key = requireKey(kms, KeyId);
      assertNotPending(kms, key);
      kms.keys.save({ ...key, state: "Enabled" });
    },
  };
}
