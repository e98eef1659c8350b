import type { QueryOperation } from "../../../wire/query/service.ts";
import type { IamContext } from "../context.ts";
import { ROLE_NAME, readInput } from "../input.ts";
import { roleArn, setBoundary } from "../roles.ts";

export function deleteRolePermissionsBoundary(context: IamContext): QueryOperation {
  return {
    name: "DeleteRolePermissionsBoundary",
    resource: (parameters) => roleArn(context, parameters.text("RoleName") ?? ""),
    run: (parameters) => {
      setBoundary(context, readInput(parameters, { RoleName: ROLE_NAME }).required("RoleName"), undefined);
      return undefined;
    },
  };
}
