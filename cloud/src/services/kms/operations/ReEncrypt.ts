import type { ReEncryptRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { type Opening, open, openingQuestion } from "../keys/decrypting.ts";
import { encryptionKeys } from "../keys/encryption-context.ts";
import { locate } from "../keys/lookup.ts";
import { materialId } from "../keys/managed-keys.ts";
import { arnOf, keyQuestion } from "../keys/questions.ts";
import { seal, sealingKey } from "../keys/sealing.ts";
import { assertNotDryRun, bytesOf } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import { ALGORITHM } from "../shared/known-keys.ts";

/**
 * Two questions: whether the caller may take it out of the one key, and put it under the other.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 */
export function ReEncrypt(kms: KmsContext): Operation<ReEncryptRequest> {
  return {
    name: "ReEncrypt",
    unsupportedMembers: ["DryRunModifiers"],
    authorize: function* (input, { caller }) {
      const from = openingOf(input);
      const { DestinationKeyId: keyId, DestinationEncryptionContext: encryption } = input;
      const source = openingQuestion(kms, caller, "kms:ReEncryptFrom", from);
      const more = { "kms:ReEncryptOnSameKey": String(locate(kms, keyId, true).arn === source.resource) };
      yield openingQuestion(kms, caller, "kms:ReEncryptFrom", { ...from, more });
      const context = { ...encryptionKeys(encryption, input.DestinationEncryptionAlgorithm), ...more };
      yield keyQuestion(kms, caller, "kms:ReEncryptTo", { keyId, byAlias: true, context, encryption });
    },
    run: (input) => {
      const source = open(kms, "ReEncryptFrom", openingOf(input));
      const { DestinationKeyId: keyId, DestinationEncryptionAlgorithm: algorithm } = input;
      const key = sealingKey(kms, { operation: "ReEncryptTo", keyId, algorithm });
      const context = input.DestinationEncryptionContext;
      const sealed = seal(kms, key, { plain: source.plain, context, algorithm });
      assertNotDryRun(input.DryRun);
      return {
        CiphertextBlob: sealed.toString("base64"),
        SourceKeyId: arnOf(kms, source.key),
        KeyId: arnOf(kms, key),
        SourceEncryptionAlgorithm: input.SourceEncryptionAlgorithm ?? ALGORITHM,
        DestinationEncryptionAlgorithm: algorithm ?? ALGORITHM,
        ...(source.key.spec === ALGORITHM ? { SourceKeyMaterialId: materialId(source.key) } : {}),
        ...(key.spec === ALGORITHM ? { DestinationKeyMaterialId: materialId(key) } : {}),
      };
    },
  };
}

function openingOf(input: ReEncryptRequest): Opening {
  if (input.CiphertextBlob === undefined) throw validation("CiphertextBlob is required.");
  return {
    blob: bytesOf(input.CiphertextBlob),
    keyId: input.SourceKeyId,
    context: input.SourceEncryptionContext,
    algorithm: input.SourceEncryptionAlgorithm,
  };
}
