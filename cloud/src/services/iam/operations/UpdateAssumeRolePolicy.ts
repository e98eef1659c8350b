import type { UpdateAssumeRolePolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { roleArn, updateRole } from "../domain/roles.ts";
import { conditionKeys, ownBoundary } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function updateAssumeRolePolicy(context: IamContext): QueryOperation<UpdateAssumeRolePolicyRequest> {
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
