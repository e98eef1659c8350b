import type { GenerateDataKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { dataKeyQuestion, newDataKey } from "../keys/data-keys.ts";
import { materialId } from "../keys/managed-keys.ts";
import { arnOf } from "../keys/questions.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export function GenerateDataKey(kms: KmsContext): Operation<GenerateDataKeyRequest> {
  return {
    name: "GenerateDataKey",
    unsupportedMembers: ["Recipient"],
    authorize: dataKeyQuestion(kms, "kms:GenerateDataKey"),
    run: (input) => {
      const { key, plain, blob } = newDataKey(kms, "GenerateDataKey", input);
      return {
        CiphertextBlob: blob.toString("base64"),
        Plaintext: plain.toString("base64"),
        KeyId: arnOf(kms, key),
        KeyMaterialId: materialId(key),
      };
    },
  };
}
