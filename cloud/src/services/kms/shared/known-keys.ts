import type { Caller } from "../../../core/caller.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { KeyKind } from "./key.ts";

/** What a key is made with, and encrypts with, when nobody says otherwise. */
export const ALGORITHM = "SYMMETRIC_DEFAULT";

export function callerKeys(caller: Caller): ConditionContext {
  return "accountId" in caller ? { "kms:CallerAccount": caller.accountId } : {};
}

/** KMS-5: what policies learn of what a key is. */
export function specificationKeys({ spec, usage }: KeyKind): ConditionContext {
  return {
    "kms:KeySpec": spec,
    "kms:CustomerMasterKeySpec": spec,
    "kms:KeyUsage": usage,
    "kms:CustomerMasterKeyUsage": usage,
    "kms:KeyOrigin": "AWS_KMS",
    "kms:MultiRegion": "false",
  };
}
