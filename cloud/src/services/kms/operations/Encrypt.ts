import type { EncryptRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { encrypt } from "../keys/ciphertext.ts";
import { encryptionKeys } from "../keys/encryption-context.ts";
import { arnOf, keyQuestion } from "../keys/questions.ts";
import { assertNotDryRun, bytesOf, usableKey } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";
import { ALGORITHM } from "../shared/known-keys.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export function Encrypt(kms: KmsContext): Operation<EncryptRequest> {
  return {
    name: "Encrypt",
    authorize: ({ KeyId: keyId, EncryptionContext: encryption }, { caller }) => [
      keyQuestion(kms, caller, "kms:Encrypt", {
        keyId,
        byAlias: true,
        context: encryptionKeys(encryption),
        encryption,
      }),
    ],
    run: ({ KeyId, Plaintext, EncryptionContext: context, EncryptionAlgorithm, DryRun }) => {
      const key = usableKey(kms, KeyId);
      const plain = bytesOf(Plaintext);
      assertNotDryRun(DryRun);
      return {
        CiphertextBlob: encrypt(kms, key, { plain, context }).toString("base64"),
        KeyId: arnOf(kms, key),
        EncryptionAlgorithm: EncryptionAlgorithm ?? ALGORITHM,
      };
    },
  };
}
