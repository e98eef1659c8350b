import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { POLICY_ARN, ROLE_NAME, readInput } from "../input.ts";
import { roleArn, setBoundary } from "../roles.ts";

export function putRolePermissionsBoundary(context: IamContext): QueryOperation {
  return {
    name: "PutRolePermissionsBoundary",
    authorize: asks("iam:PutRolePermissionsBoundary", (parameters) =>
      roleArn(context, parameters.text("RoleName") ?? ""),
    ),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME, PermissionsBoundary: POLICY_ARN });
      setBoundary(context, input.required("RoleName"), input.required("PermissionsBoundary"));
      return undefined;
    },
  };
}
