import type { UpdateAssumeRolePolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { ModelledQueryOperation } from "../../../wire/protocols/query.ts";
import { conditionKeys, ownBoundary } from "../condition-keys.ts";
import type { IamContext } from "../context.ts";
import { roleArn, updateRole } from "../roles.ts";

export function updateAssumeRolePolicy(
  context: IamContext,
): ModelledQueryOperation<UpdateAssumeRolePolicyRequest> {
  return {
    name: "UpdateAssumeRolePolicy",
    authorize: asks(
      "iam:UpdateAssumeRolePolicy",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, ownBoundary),
    ),
    run: (input) => {
      updateRole(context, input.RoleName, { trustPolicy: input.PolicyDocument });
      return undefined;
    },
  };
}
