import { AwsError } from "../../../core/errors.ts";
import { exactBase64 } from "../../../core/exact-base64.ts";
import type { KeyUsageType } from "../../../wire/models/generated/kms.types.ts";
import type { KmsContext } from "../shared/context.ts";
import { dryRun, invalidUsage } from "../shared/errors.ts";
import { type Key, keyArn } from "../shared/key.ts";
import { requireKey } from "./lookup.ts";
import { type Algorithm, algorithmsOf } from "./specs.ts";
import { assertUsable } from "./states.ts";

/** @throws AwsError SerializationException for what is no base64 */
export function bytesOf(text: string): Buffer {
  const bytes = exactBase64(text, "base64");
  if (bytes === undefined) throw new AwsError("SerializationException", "");
  return bytes;
}

/** @throws AwsError NotFoundException, DisabledException, KMSInvalidStateException */
export function usableKey(kms: KmsContext, keyId: string): Key {
  const key = requireKey(kms, keyId, true);
  assertUsable(kms, key);
  return key;
}

/** All that could refuse the call did not. @throws AwsError DryRunOperationException */
export function assertNotDryRun(isDryRun: boolean | undefined): void {
  if (isDryRun === true) throw dryRun();
}

export interface Purpose {
  /** As AWS names it in the refusal: `Sign`. */
  readonly operation: string;
  readonly usage: KeyUsageType;
  readonly algorithm: Algorithm;
}

/**
 * KMS-16: a key is used for what it was made for, by an algorithm of its kind.
 * @throws AwsError InvalidKeyUsageException
 */
export function assertFits({ scope }: KmsContext, key: Key, { operation, usage, algorithm }: Purpose): void {
  if (key.usage !== usage) {
    throw invalidUsage(
      `${keyArn(scope, key.id)} key usage is ${key.usage} which is not valid for ${operation}.`,
    );
  }
  const known: readonly Algorithm[] = Object.values(algorithmsOf(key)).flat();
  if (!known.includes(algorithm)) {
    throw invalidUsage(`Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`);
  }
}

/** @throws AwsError NotFoundException, DisabledException, KMSInvalidStateException, InvalidKeyUsageException */
export function fittingKey(kms: KmsContext, keyId: string, purpose: Purpose): Key {
  const key = usableKey(kms, keyId);
  assertFits(kms, key, purpose);
  return key;
}
