import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { EncryptionAlgorithmSpec } from "../../../wire/models/generated/kms.types.ts";
import { validation } from "../shared/errors.ts";
import { ALGORITHM } from "../shared/known-keys.ts";

/** What a ciphertext belongs to, by key. Told in logs and policies: it is no secret. */
export type EncryptionContext = Readonly<Record<string, string>>;

/**
 * The context in the one form that is authenticated with the ciphertext, whatever order it is given in.
 * @throws AwsError for keys that differ by case alone, which condition keys cannot tell apart
 */
export function canonicalContext(context: EncryptionContext = {}): string {
  const names = Object.keys(context);
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) {
    throw validation(
      "Keys of an encryption context that differ by case alone are not supported by Portcullis.",
    );
  }
  return JSON.stringify(
    Object.entries(context)
      .map(([name, value]) => [name, value] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/**
 * KMS-5: what policies learn of an encryption.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export function encryptionKeys(
  context: EncryptionContext = {},
  algorithm: EncryptionAlgorithmSpec = ALGORITHM,
): ConditionContext {
  return { "kms:EncryptionAlgorithm": algorithm, ...contextKeys(context) };
}

/** Each pair of the context, and the names of all. */
export function contextKeys(context: EncryptionContext): ConditionContext {
  canonicalContext(context);
  const pairs: Record<string, string> = {};
  for (const [name, value] of Object.entries(context)) pairs[`kms:EncryptionContext:${name}`] = value;
  const names = Object.keys(context);
  return names.length === 0 ? pairs : { ...pairs, "kms:EncryptionContextKeys": names };
}
