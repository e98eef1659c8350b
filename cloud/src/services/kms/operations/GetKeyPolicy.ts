import type { GetKeyPolicyRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { assertPolicyName, POLICY_NAME } from "../policies/policy-name.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export function GetKeyPolicy(kms: KmsContext): Operation<GetKeyPolicyRequest> {
  return {
    name: "GetKeyPolicy",
    authorize: onKey(kms, "kms:GetKeyPolicy"),
    run: ({ KeyId, PolicyName }) => {
      const { policy } = requireKey(kms, KeyId);
      assertPolicyName(PolicyName);
      return { Policy: policy, PolicyName: POLICY_NAME };
    },
  };
}
