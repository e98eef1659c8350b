import { AwsError } from "../../../core/errors.ts";
import { exactBase64 } from "../../../core/exact-base64.ts";
import type { KmsContext } from "../shared/context.ts";
import { dryRun } from "../shared/errors.ts";
import type { Key } from "../shared/key.ts";
import { requireKey } from "./lookup.ts";
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
