import type { EncryptionAlgorithmSpec } from "../../../wire/models/generated/kms.types.ts";
import type { KmsContext } from "../shared/context.ts";
import type { Key } from "../shared/key.ts";
import { ALGORITHM } from "../shared/known-keys.ts";
import { encrypt } from "./ciphertext.ts";
import type { EncryptionContext } from "./encryption-context.ts";
import { encryptByRsa } from "./rsa-ciphertext.ts";
import { fittingKey } from "./use.ts";

export interface Sealing {
  /** `Encrypt`, `ReEncryptTo` */
  readonly operation: string;
  readonly keyId: string;
  readonly algorithm: EncryptionAlgorithmSpec | undefined;
}

/** @throws AwsError as the key's state refuses, InvalidKeyUsageException */
export function sealingKey(kms: KmsContext, { operation, keyId, algorithm = ALGORITHM }: Sealing): Key {
  return fittingKey(kms, keyId, { operation, usage: "ENCRYPT_DECRYPT", algorithm });
}

/** @throws AwsError ValidationException for what is too long for a key of RSA */
export function seal(
  kms: KmsContext,
  key: Key,
  {
    plain,
    context,
    algorithm = ALGORITHM,
  }: {
    readonly plain: Buffer;
    readonly context: EncryptionContext | undefined;
    readonly algorithm: EncryptionAlgorithmSpec | undefined;
  },
): Buffer {
  if (algorithm === ALGORITHM) return encrypt(kms, key, { plain, context });
  return encryptByRsa(kms, key, { plain, context, algorithm });
}
