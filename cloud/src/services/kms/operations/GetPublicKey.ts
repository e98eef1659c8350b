import type { GetPublicKeyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { publicKeyOf } from "../keys/material.ts";
import { arnOf, keyQuestion } from "../keys/questions.ts";
import { algorithmsOf } from "../keys/specs.ts";
import { usableKey } from "../keys/use.ts";
import type { KmsContext } from "../shared/context.ts";
import { unsupportedKind } from "../shared/errors.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html */
export function GetPublicKey(kms: KmsContext): Operation<GetPublicKeyRequest> {
  return {
    name: "GetPublicKey",
    authorize: ({ KeyId: keyId }, { caller }) => [
      keyQuestion(kms, caller, "kms:GetPublicKey", { keyId, byAlias: true }),
    ],
    run: ({ KeyId }) => {
      const key = usableKey(kms, KeyId);
      if (!/^(?:RSA|ECC)_/.test(key.spec)) throw unsupportedKind();
      const publicKey = publicKeyOf(kms, key).export({ format: "der", type: "spki" });
      return {
        KeyId: arnOf(kms, key),
        PublicKey: publicKey.toString("base64"),
        CustomerMasterKeySpec: key.spec,
        KeySpec: key.spec,
        KeyUsage: key.usage,
        ...algorithmsOf(key),
      };
    },
  };
}
