import type { EncryptRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { encryptionKeys } from "../keys/encryption-context.ts";
import { arnOf, keyQuestion } from "../keys/questions.ts";
import { seal, sealingKey } from "../keys/sealing.ts";
import { assertNotDryRun, bytesOf } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";
import { ALGORITHM } from "../shared/known-keys.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export function Encrypt(kms: KmsContext): Operation<EncryptRequest> {
  return {
    name: "Encrypt",
    authorize: (
      { KeyId: keyId, EncryptionContext: encryption, EncryptionAlgorithm: algorithm },
      { caller },
    ) => [
      keyQuestion(kms, caller, "kms:Encrypt", {
        keyId,
        byAlias: true,
        context: encryptionKeys(encryption, algorithm),
        encryption,
      }),
    ],
    run: ({
      KeyId: keyId,
      Plaintext,
      EncryptionContext: context,
      EncryptionAlgorithm: algorithm,
      DryRun,
    }) => {
      const key = sealingKey(kms, { operation: "Encrypt", keyId, algorithm });
      const plain = bytesOf(Plaintext);
      const sealed = seal(kms, key, { plain, context, algorithm });
      assertNotDryRun(DryRun);
      return {
        CiphertextBlob: sealed.toString("base64"),
        KeyId: arnOf(kms, key),
        EncryptionAlgorithm: algorithm ?? ALGORITHM,
      };
    },
  };
}
