import type { Caller } from "../../../core/caller.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { EncryptionAlgorithmSpec } from "../../../wire/models/generated/kms.types.ts";
import type { Question } from "../../../wire/operation.ts";
import type { KmsContext } from "../shared/context.ts";
import { cipherKeyUnknown, incorrectKey } from "../shared/errors.ts";
import type { Key } from "../shared/key.ts";
import { ALGORITHM } from "../shared/known-keys.ts";
import { decrypt, keyIdOf } from "./ciphertext.ts";
import { type EncryptionContext, encryptionKeys } from "./encryption-context.ts";
import { findKey, requireKey } from "./lookup.ts";
import { keyQuestion } from "./questions.ts";
import { decryptByRsa } from "./rsa-ciphertext.ts";
import { assertUsable } from "./states.ts";
import { assertFits, fittingKey } from "./use.ts";

export interface Opening {
  readonly blob: Buffer;
  /** The key that the call says it is. */
  readonly keyId: string | undefined;
  readonly context: EncryptionContext | undefined;
  readonly algorithm: EncryptionAlgorithmSpec | undefined;
}

/**
 * Asked about the key that the blob is of; a call that names another is judged on that one, and refused.
 * What RSA encrypted does not say which key it is of: the call does.
 * @throws AwsError InvalidCiphertextException, AccessDeniedException, NotFoundException
 */
export function openingQuestion(
  kms: KmsContext,
  caller: Caller,
  action: `kms:${string}`,
  { blob, keyId, context, algorithm = ALGORITHM, more = {} }: Opening & { readonly more?: ConditionContext },
): Question {
  const asked = keyId !== undefined && algorithm !== ALGORITHM ? keyId : keyIdOf(blob);
  if (keyId === undefined && findKey(kms, asked) === undefined) throw cipherKeyUnknown();
  return keyQuestion(kms, caller, action, {
    keyId: keyId ?? asked,
    byAlias: true,
    context: { ...encryptionKeys(context, algorithm), ...more },
    encryption: context,
  });
}

/** @throws AwsError IncorrectKeyException, InvalidCiphertextException, InvalidKeyUsageException, DisabledException, KMSInvalidStateException */
export function open(
  kms: KmsContext,
  operation: "Decrypt" | "ReEncryptFrom",
  { blob, keyId, context, algorithm = ALGORITHM }: Opening,
): { readonly key: Key; readonly plain: Buffer } {
  const purpose = { operation, usage: "ENCRYPT_DECRYPT", algorithm } as const;
  if (keyId !== undefined && algorithm !== ALGORITHM) {
    const key = fittingKey(kms, keyId, purpose);
    return { key, plain: decryptByRsa(kms, key, { blob, algorithm, context }) };
  }
  const ofBlob = keyIdOf(blob);
  if (keyId !== undefined && requireKey(kms, keyId, true).id !== ofBlob) throw incorrectKey();
  const key = requireKey(kms, ofBlob);
  assertUsable(kms, key);
  assertFits(kms, key, purpose);
  return { key, plain: decrypt(kms, key, { blob, context }) };
}
