import type { CancelKeyDeletionRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { arnOf, onKey } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";
import { invalidState } from "../shared/errors.ts";

/**
 * A key comes back disabled.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html
 */
export function CancelKeyDeletion(kms: KmsContext): Operation<CancelKeyDeletionRequest> {
  return {
    name: "CancelKeyDeletion",
    authorize: onKey(kms, "kms:CancelKeyDeletion"),
    run: ({ KeyId }) => {
      const key = requireKey(kms, KeyId);
      if (key.state !== "PendingDeletion") {
        throw invalidState(`${arnOf(kms, key)} is not pending deletion.`);
      }
      kms.keys.save({ ...key, state: "Disabled", deletionAt: undefined });
      return { KeyId: arnOf(kms, key) };
    },
  };
}
