import type { DecryptRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { type Opening, open, openingQuestion } from "../keys/decrypting.ts";
import { materialId } from "../keys/managed-keys.ts";
import { arnOf } from "../keys/questions.ts";
import { assertNotDryRun, bytesOf } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { ALGORITHM } from "../shared/known-keys.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
export function Decrypt(kms: KmsContext): Operation<DecryptRequest> {
  return {
    name: "Decrypt",
    unsupportedMembers: ["DryRunModifiers", "Recipient"],
    authorize: (input, { caller }) => [openingQuestion(kms, caller, "kms:Decrypt", openingOf(input))],
    run: (input) => {
      const { key, plain } = open(kms, "Decrypt", openingOf(input));
      assertNotDryRun(input.DryRun);
      return {
        KeyId: arnOf(kms, key),
        Plaintext: plain.toString("base64"),
        EncryptionAlgorithm: input.EncryptionAlgorithm ?? ALGORITHM,
        ...(key.spec === ALGORITHM ? { KeyMaterialId: materialId(key) } : {}),
      };
    },
  };
}

function openingOf(input: DecryptRequest): Opening {
  const { CiphertextBlob, KeyId: keyId, EncryptionContext: context, EncryptionAlgorithm: algorithm } = input;
  if (CiphertextBlob === undefined) throw validation("CiphertextBlob is required.");
  return { blob: bytesOf(CiphertextBlob), keyId, context, algorithm };
}
