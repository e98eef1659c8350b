import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { ROLE_NAME, readInput } from "../input.ts";
import { roleArn, setBoundary } from "../roles.ts";

export function deleteRolePermissionsBoundary(context: IamContext): QueryOperation {
  return {
    name: "DeleteRolePermissionsBoundary",
    authorize: asks("iam:DeleteRolePermissionsBoundary", (parameters) =>
      roleArn(context, parameters.text("RoleName") ?? ""),
    ),
    run: (parameters) => {
      setBoundary(context, readInput(parameters, { RoleName: ROLE_NAME }).required("RoleName"), undefined);
      return undefined;
    },
  };
}
