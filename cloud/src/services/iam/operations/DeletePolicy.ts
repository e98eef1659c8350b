import type { DeletePolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { deleteManagedPolicy } from "../domain/managed-policies.ts";
import { conditionKeys, policyTags } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function deletePolicy(context: IamContext): QueryOperation<DeletePolicyRequest> {
  return {
    name: "DeletePolicy",
    authorize: asks("iam:DeletePolicy", (input) => input.PolicyArn, conditionKeys(context, policyTags)),
    run: (input) => {
      deleteManagedPolicy(context, input.PolicyArn);
      return undefined;
    },
  };
}
