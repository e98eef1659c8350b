import type { SignRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Asker, Question } from "../../../wire/operation.ts";
import { keyQuestion } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";

type Signing = Pick<SignRequest, "KeyId" | "MessageType" | "SigningAlgorithm">;

/** KMS-5: policies learn the algorithm, and whether the message or its digest is given. */
export function signingQuestion(
  kms: KmsContext,
  action: "kms:Sign" | "kms:Verify",
): (input: Signing, asker: Asker) => readonly Question[] {
  return ({ KeyId: keyId, MessageType = "RAW", SigningAlgorithm }, { caller }) => [
    keyQuestion(kms, caller, action, {
      keyId,
      byAlias: true,
      context: { "kms:SigningAlgorithm": SigningAlgorithm, "kms:MessageType": MessageType },
    }),
  ];
}
