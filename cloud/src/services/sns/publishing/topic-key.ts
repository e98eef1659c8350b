import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import { keyUser } from "../../../core/key-user.ts";
import type { SnsContext } from "../shared/context.ts";
import { keyRefusal } from "../shared/errors.ts";
import { type Topic, topicArn } from "../shared/topic.ts";

const DATA_KEY_BYTES = 32;

/**
 * SNS-9: who publishes to a topic with a key of KMS makes a data key with it, and opens that, under rights
 * of its own: the key's policy decides, of services it alone.
 * @throws AwsError KMSAccessDenied, KMSDisabled, KMSInvalidState, KMSNotFound
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function assertMayUseKey(
  { customerKeys, scope, randomness }: Pick<SnsContext, "customerKeys" | "randomness" | "scope">,
  { name, attributes }: Topic,
  caller: Caller,
): void {
  const { KmsMasterKeyId: keyId } = attributes;
  if (keyId === undefined) return;
  const context = { "aws:sns:topicArn": topicArn(scope, name) };
  const use = { caller: keyUser(caller), service: "sns", keyId, context };
  try {
    customerKeys.seal(use, "kms:GenerateDataKey", randomness.bytes(DATA_KEY_BYTES));
    customerKeys.assertMayOpen(use);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const told = keyRefusal(error.code, error.message);
    throw error.why === undefined ? told : told.because(error.why);
  }
}
