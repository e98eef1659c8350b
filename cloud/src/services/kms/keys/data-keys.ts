import type { GenerateDataKeyWithoutPlaintextRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Asker, Question } from "../../../wire/operation.ts";
import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import type { Key } from "../shared/key.ts";
import { encrypt } from "./ciphertext.ts";
import { encryptionKeys } from "./encryption-context.ts";
import { keyQuestion } from "./questions.ts";
import { sealingKey } from "./sealing.ts";
import { assertNotDryRun } from "./use.ts";

const SPEC_BYTES = { AES_128: 16, AES_256: 32 } as const;

type DataKeyRequest = GenerateDataKeyWithoutPlaintextRequest;

export function dataKeyQuestion(
  kms: KmsContext,
  action: "kms:GenerateDataKey" | "kms:GenerateDataKeyWithoutPlaintext",
): (input: DataKeyRequest, asker: Asker) => readonly Question[] {
  return ({ KeyId: keyId, EncryptionContext: encryption }, { caller }) => [
    keyQuestion(kms, caller, action, {
      keyId,
      byAlias: true,
      context: encryptionKeys(encryption),
      encryption,
    }),
  ];
}

export interface DataKey {
  readonly key: Key;
  readonly plain: Buffer;
  readonly blob: Buffer;
}

/** @throws AwsError ValidationException, and as the key's state refuses */
export function newDataKey(kms: KmsContext, operation: string, input: DataKeyRequest): DataKey {
  const { KeySpec: spec, NumberOfBytes: bytes, EncryptionContext: context } = input;
  if ((spec === undefined) === (bytes === undefined)) {
    throw validation("Please specify either number of bytes or key spec.");
  }
  const key = sealingKey(kms, { operation, keyId: input.KeyId, algorithm: undefined });
  assertNotDryRun(input.DryRun);
  const plain = kms.randomness.bytes(spec === undefined ? (bytes ?? 0) : SPEC_BYTES[spec]);
  return { key, plain, blob: encrypt(kms, key, { plain, context }) };
}
