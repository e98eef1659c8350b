import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import type { Key } from "../shared/key.ts";
import { assertNotPending } from "./states.ts";

const DAY_MS = 86_400_000;

/** @throws AwsError KMSInvalidStateException, ValidationException */
export function scheduleDeletion(kms: KmsContext, key: Key, days: number): Key {
  if (days < 7 || days > 30) {
    throw validation("The pending window in days must be between 7 and 30, inclusive.");
  }
  assertNotPending(kms, key);
  const pending: Key = {
    ...key,
    state: "PendingDeletion",
    deletionAt: kms.clock.now() + days * DAY_MS,
  };
  kms.keys.save(pending);
  return pending;
}
