import type { GenerateDataKeyWithoutPlaintextRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { dataKeyQuestion, newDataKey } from "../keys/data-keys.ts";
import { materialId } from "../keys/managed-keys.ts";
import { arnOf } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html */
export function GenerateDataKeyWithoutPlaintext(
  kms: KmsContext,
): Operation<GenerateDataKeyWithoutPlaintextRequest> {
  return {
    name: "GenerateDataKeyWithoutPlaintext",
    authorize: dataKeyQuestion(kms, "kms:GenerateDataKeyWithoutPlaintext"),
    run: (input) => {
      const { key, blob } = newDataKey(kms, "GenerateDataKeyWithoutPlaintext", input);
      return {
        CiphertextBlob: blob.toString("base64"),
        KeyId: arnOf(kms, key),
        KeyMaterialId: materialId(key),
      };
    },
  };
}
