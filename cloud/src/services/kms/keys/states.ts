import type { KmsContext } from "../shared/context.ts";
import { disabled, invalidState, unsupportedKind } from "../shared/errors.ts";
import { type Key, keyArn, SYMMETRIC } from "../shared/key.ts";

/**
 * KMS-4: a key that is disabled or about to be deleted neither encrypts nor decrypts.
 * @throws AwsError DisabledException, KMSInvalidStateException
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export function assertUsable(kms: KmsContext, key: Key): void {
  assertNotPending(kms, key);
  if (key.state === "Disabled") throw disabled(keyArn(kms.scope, key.id));
}

/** @throws AwsError KMSInvalidStateException */
export function assertNotPending({ scope }: KmsContext, key: Key): void {
  if (key.state === "PendingDeletion") throw invalidState(`${keyArn(scope, key.id)} is pending deletion.`);
}

/** Of the material of asymmetric and HMAC keys there is one. @throws AwsError UnsupportedOperationException */
export function assertRotatable({ spec }: Key): void {
  if (spec !== SYMMETRIC.spec) throw unsupportedKind();
}
