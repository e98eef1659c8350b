import type { Caller } from "../../../core/caller.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Question } from "../../../wire/operation.ts";
import type { KmsContext } from "../shared/context.ts";
import { cipherKeyUnknown, incorrectKey } from "../shared/errors.ts";
import type { Key } from "../shared/key.ts";
import { decrypt, keyIdOf } from "./ciphertext.ts";
import { type EncryptionContext, encryptionKeys } from "./encryption-context.ts";
import { findKey, requireKey } from "./lookup.ts";
import { keyQuestion } from "./questions.ts";
import { assertUsable } from "./states.ts";

export interface Opening {
  readonly blob: Buffer;
  /** The key that the call says it is. */
  readonly keyId: string | undefined;
  readonly context: EncryptionContext | undefined;
}

/**
 * Asked about the key that the blob is of; a call that names another is judged on that one, and refused.
 * @throws AwsError InvalidCiphertextException, AccessDeniedException, NotFoundException
 */
export function openingQuestion(
  kms: KmsContext,
  caller: Caller,
  action: `kms:${string}`,
  { blob, keyId, context, more = {} }: Opening & { readonly more?: ConditionContext },
): Question {
  const ofBlob = keyIdOf(blob);
  if (keyId === undefined && findKey(kms, ofBlob) === undefined) throw cipherKeyUnknown();
  return keyQuestion(kms, caller, action, {
    keyId: keyId ?? ofBlob,
    byAlias: true,
    context: { ...encryptionKeys(context), ...more },
    encryption: context,
  });
}

/** @throws AwsError IncorrectKeyException, InvalidCiphertextException, DisabledException, KMSInvalidStateException */
export function open(
  kms: KmsContext,
  { blob, keyId, context }: Opening,
): { readonly key: Key; readonly plain: Buffer } {
  const ofBlob = keyIdOf(blob);
  if (keyId !== undefined && requireKey(kms, keyId, true).id !== ofBlob) throw incorrectKey();
  const key = requireKey(kms, ofBlob);
  assertUsable(kms, key);
  return { key, plain: decrypt(kms, key, { blob, context }) };
}
