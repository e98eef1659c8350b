import type { PutKeyPolicyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { arnOf, onKey } from "../keys/questions.ts";
import { assertNoLockout } from "../policies/lockout.ts";
import { assertKeyPolicy } from "../policies/policy-document.ts";
import { assertPolicyName } from "../policies/policy-name.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
export function PutKeyPolicy(kms: KmsContext): Operation<PutKeyPolicyRequest> {
  return {
    name: "PutKeyPolicy",
    authorize: onKey(kms, "kms:PutKeyPolicy", ({ BypassPolicyLockoutSafetyCheck }) => ({
      "kms:BypassPolicyLockoutSafetyCheck": String(BypassPolicyLockoutSafetyCheck ?? false),
    })),
    run: ({ KeyId, Policy: policy, PolicyName, BypassPolicyLockoutSafetyCheck }, { caller }) => {
      const key = requireKey(kms, KeyId);
      assertPolicyName(PolicyName);
      assertKeyPolicy(kms, policy);
      if (BypassPolicyLockoutSafetyCheck !== true) {
        assertNoLockout(kms, caller, { arn: arnOf(kms, key), policy, kind: key });
      }
      kms.keys.save({ ...key, policy });
    },
  };
}
