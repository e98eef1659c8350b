import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { POLICY_NAME, ROLE_NAME, readInput } from "../input.ts";
import { deleteRolePolicy, roleArn } from "../roles.ts";

export function deleteRolePolicyOperation(context: IamContext): QueryOperation {
  return {
    name: "DeleteRolePolicy",
    authorize: asks("iam:DeleteRolePolicy", (parameters) =>
      roleArn(context, parameters.text("RoleName") ?? ""),
    ),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME, PolicyName: POLICY_NAME });
      deleteRolePolicy(context, input.required("RoleName"), input.required("PolicyName"));
      return undefined;
    },
  };
}
