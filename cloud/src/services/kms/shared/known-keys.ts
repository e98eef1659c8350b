import type { Caller } from "../../../core/caller.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";

/** What every key of this cloud is made with, and encrypts with. */
export const ALGORITHM = "SYMMETRIC_DEFAULT";

export function callerKeys(caller: Caller): ConditionContext {
  return "accountId" in caller ? { "kms:CallerAccount": caller.accountId } : {};
}

/** What every key of this cloud is. */
export const SPECIFICATION: ConditionContext = {
  "kms:KeySpec": ALGORITHM,
  "kms:CustomerMasterKeySpec": ALGORITHM,
  "kms:KeyUsage": "ENCRYPT_DECRYPT",
  "kms:CustomerMasterKeyUsage": "ENCRYPT_DECRYPT",
  "kms:KeyOrigin": "AWS_KMS",
  "kms:MultiRegion": "false",
};
