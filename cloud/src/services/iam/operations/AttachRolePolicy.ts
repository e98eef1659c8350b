import type { AttachRolePolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { attachRolePolicy, roleArn } from "../domain/roles.ts";
import { conditionKeys, ownBoundary, policyArn } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function attachRolePolicyOperation(context: IamContext): QueryOperation<AttachRolePolicyRequest> {
  return {
    name: "AttachRolePolicy",
    authorize: asks(
      "iam:AttachRolePolicy",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, ownBoundary, policyArn),
    ),
    run: (input) => {
      attachRolePolicy(context, input.RoleName, input.PolicyArn);
      return undefined;
    },
  };
}
