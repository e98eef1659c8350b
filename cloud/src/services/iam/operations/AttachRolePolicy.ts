import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { POLICY_ARN, ROLE_NAME, readInput } from "../input.ts";
import { attachRolePolicy, roleArn } from "../roles.ts";

export function attachRolePolicyOperation(context: IamContext): QueryOperation {
  return {
    name: "AttachRolePolicy",
    authorize: asks("iam:AttachRolePolicy", (parameters) =>
      roleArn(context, parameters.text("RoleName") ?? ""),
    ),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME, PolicyArn: POLICY_ARN });
      attachRolePolicy(context, input.required("RoleName"), input.required("PolicyArn"));
      return undefined;
    },
  };
}
