import type { DescribeKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { keyQuestion } from "../keys/questions.ts";
import { keyMetadata } from "../keys/views.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export function DescribeKey(kms: KmsContext): Operation<DescribeKeyRequest> {
  return {
    name: "DescribeKey",
    authorize: ({ KeyId: keyId }, { caller }) => [
      keyQuestion(kms, caller, "kms:DescribeKey", { keyId, byAlias: true }),
    ],
    run: ({ KeyId }) => ({ KeyMetadata: keyMetadata(kms, requireKey(kms, KeyId, true)) }),
  };
}
