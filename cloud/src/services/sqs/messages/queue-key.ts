import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import { keyUser } from "../../../core/key-user.ts";
import type { KeyUse } from "../../../core/ports/customer-keys.ts";
import type { SqsContext } from "../shared/context.ts";
import { keyRefusal } from "../shared/errors.ts";
import { type Queue, queueArn } from "../shared/queue.ts";

const DATA_KEY_BYTES = 32;

type Keys = Pick<SqsContext, "customerKeys" | "randomness" | "scope">;

/**
 * SQS-9: who sends to a queue with a key of KMS makes a data key with it, and opens that, under rights of
 * its own: the key's policy decides, of services it alone.
 * @throws SqsError KmsAccessDenied, KmsDisabled, KmsInvalidKeyUsage, KmsInvalidState, KmsNotFound
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export function assertMaySendUnderKey(sqs: Keys, queue: Queue, caller: Caller): void {
  useKey(sqs, queue, caller, (use) => {
    sqs.customerKeys.seal(use, "kms:GenerateDataKey", sqs.randomness.bytes(DATA_KEY_BYTES));
    sqs.customerKeys.assertMayOpen(use);
  });
}

/** SQS-9: who receives, or looks, opens. @throws SqsError as `assertMaySendUnderKey` */
export function assertMayReadUnderKey(sqs: Keys, queue: Queue, caller: Caller): void {
  useKey(sqs, queue, caller, (use) => {
    // A data key of the moment: a key that is disabled, going or not there opens nothing.
    sqs.customerKeys.assertMayOpen(use);
    sqs.customerKeys.assertUsable(use.keyId);
  });
}

function useKey(sqs: Keys, queue: Queue, caller: Caller, run: (use: KeyUse) => void): void {
  const { KmsMasterKeyId: keyId } = queue.attributes;
  if (keyId === undefined) return;
  const context = { "aws:sqs:arn": queueArn(sqs.scope, queue.name) };
  try {
    run({ caller: keyUser(caller), service: "sqs", keyId, context });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const told = keyRefusal(error.code, error.message);
    throw error.why === undefined ? told : told.because(error.why);
  }
}
