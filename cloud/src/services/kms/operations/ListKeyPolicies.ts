import type { ListKeyPoliciesRequest } from "../../../wire/models/generated/kms.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireKey } from "../keys/lookup.ts";
import { onKey } from "../keys/questions.ts";
import { POLICY_NAME } from "../policies/policy-name.ts";
import type { KmsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html */
export function ListKeyPolicies(kms: KmsContext): Operation<ListKeyPoliciesRequest> {
  return {
    name: "ListKeyPolicies",
    authorize: onKey(kms, "kms:ListKeyPolicies"),
    run: ({ KeyId }) => {
      requireKey(kms, KeyId);
      return { PolicyNames: [POLICY_NAME], Truncated: false };
    },
  };
}
