import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { POLICY_ARN, ROLE_NAME, readInput } from "../input.ts";
import { detachRolePolicy, roleArn } from "../roles.ts";

export function detachRolePolicyOperation(context: IamContext): QueryOperation {
  return {
    name: "DetachRolePolicy",
    authorize: asks("iam:DetachRolePolicy", (parameters) =>
      roleArn(context, parameters.text("RoleName") ?? ""),
    ),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME, PolicyArn: POLICY_ARN });
      detachRolePolicy(context, input.required("RoleName"), input.required("PolicyArn"));
      return undefined;
    },
  };
}
