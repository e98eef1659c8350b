import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { KeyUse } from "../../../core/ports/customer-keys.ts";
import type { SecretsContext } from "./context.ts";
import type { Secret, SecretValue } from "./secret.ts";

/** The key of secrets that name no other. */
export const DEFAULT_KEY = "alias/aws/secretsmanager";

/**
 * SECRET-5: a value is encrypted under the right of who writes it, and bound to its secret and version.
 * @throws AwsError AccessDeniedException, EncryptionFailure
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
export function encrypted(
  context: SecretsContext,
  caller: Caller,
  {
    secret,
    versionId,
    value,
  }: { readonly secret: Secret; readonly versionId: string; readonly value: SecretValue },
): SecretValue {
  const plain = Buffer.from(JSON.stringify(value), "utf8");
  const use = useOf(caller, secret, versionId);
  return inOurWords("EncryptionFailure", "encrypt", () => {
    const { ciphertext } = context.customerKeys.seal(use, "kms:GenerateDataKey", plain);
    return { ciphertext: ciphertext.toString("base64") };
  });
}

/**
 * SECRET-5: who reads a value decrypts it: the key's policy decides.
 * @throws AwsError AccessDeniedException, DecryptionFailure
 */
export function decrypted(
  context: SecretsContext,
  caller: Caller,
  { secret, versionId }: { readonly secret: Secret; readonly versionId: string },
): SecretValue {
  const value = context.secrets.value(secret, versionId);
  const use = useOf(caller, secret, versionId);
  return inOurWords("DecryptionFailure", "decrypt", () => {
    if (value.ciphertext !== undefined) {
      const opened = context.customerKeys.open(use, Buffer.from(value.ciphertext, "base64"));
      return JSON.parse(opened.toString("utf8")) as SecretValue;
    }
    // Written before there were keys: its value is sealed by the store alone.
    context.customerKeys.assertMayOpen(use);
    return value;
  });
}

function useOf(caller: Caller, { arn, keyId }: Secret, versionId: string): KeyUse {
  const context = { SecretARN: arn, SecretVersionId: versionId };
  return { caller, service: "secretsmanager", keyId: keyId ?? DEFAULT_KEY, context };
}

/** What KMS refuses, as Secrets Manager tells it: of rights it says no more than that there are none. */
function inOurWords(code: string, doing: string, use: () => SecretValue): SecretValue {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const told =
      error.code === "AccessDeniedException"
        ? new AwsError(error.code, "Access to KMS is not allowed")
        : new AwsError(
            code,
            `Secrets Manager can't ${doing} the protected secret text using the provided KMS key.`,
          );
    throw error.why === undefined ? told : told.because(error.why);
  }
}
