import type { DeleteRolePolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { deleteRolePolicy, roleArn } from "../domain/roles.ts";
import { conditionKeys, ownBoundary } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function deleteRolePolicyOperation(context: IamContext): QueryOperation<DeleteRolePolicyRequest> {
  return {
    name: "DeleteRolePolicy",
    authorize: asks(
      "iam:DeleteRolePolicy",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, ownBoundary),
    ),
    run: (input) => {
      deleteRolePolicy(context, input.RoleName, input.PolicyName);
      return undefined;
    },
  };
}
