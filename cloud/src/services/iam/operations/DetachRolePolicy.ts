import type { DetachRolePolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { detachRolePolicy, roleArn } from "../domain/roles.ts";
import { conditionKeys, ownBoundary, policyArn } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function detachRolePolicyOperation(context: IamContext): QueryOperation<DetachRolePolicyRequest> {
  return {
    name: "DetachRolePolicy",
    authorize: asks(
      "iam:DetachRolePolicy",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, ownBoundary, policyArn),
    ),
    run: (input) => {
      detachRolePolicy(context, input.RoleName, input.PolicyArn);
      return undefined;
    },
  };
}
