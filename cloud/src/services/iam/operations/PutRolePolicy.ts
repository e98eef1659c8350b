import type { PutRolePolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { putRolePolicy, roleArn } from "../domain/roles.ts";
import { conditionKeys, ownBoundary } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function putRolePolicyOperation(context: IamContext): QueryOperation<PutRolePolicyRequest> {
  return {
    name: "PutRolePolicy",
    authorize: asks(
      "iam:PutRolePolicy",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, ownBoundary),
    ),
    run: (input) => {
      putRolePolicy(context, input.RoleName, {
        name: input.PolicyName,
        document: input.PolicyDocument,
      });
      return undefined;
    },
  };
}
