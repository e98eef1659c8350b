import type { GetKeyRotationStatusRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { rotationStatus } from "../keys/views.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html */
export function GetKeyRotationStatus(kms: KmsContext): Operation<GetKeyRotationStatusRequest> {
  return {
    name: "GetKeyRotationStatus",
    authorize: onKey(kms, "kms:GetKeyRotationStatus"),
    run: ({ KeyId }) => rotationStatus(kms, requireKey(kms, KeyId)),
  };
}
