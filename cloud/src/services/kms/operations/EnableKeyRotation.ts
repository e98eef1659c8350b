import type { EnableKeyRotationRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertRotatable, assertUsable } from "../keys/states.ts";
import type { KmsContext } from "../shared/context.ts";

const DEFAULT_DAYS = 365;

/**
 * Kept and told; blobs of a key open whatever material they are of, so nobody sees a rotation.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
 */
export function EnableKeyRotation(kms: KmsContext): Operation<EnableKeyRotationRequest> {
  return {
    name: "EnableKeyRotation",
    authorize: onKey(kms, "kms:EnableKeyRotation", ({ RotationPeriodInDays: days }) =>
      days === undefined ? {} : { "kms:RotationPeriodInDays": String(days) },
    ),
    run: ({ KeyId, RotationPeriodInDays: periodDays }) => {
      const key = requireKey(kms, KeyId);
      assertRotatable(key);
      assertUsable(kms, key);
      const known = key.rotation;
      const rotation = {
        periodDays: periodDays ?? known?.periodDays ?? DEFAULT_DAYS,
        since: known?.since ?? kms.clock.now(),
      };
      kms.keys.save({ ...key, rotation });
    },
  };
}
