import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { ROLE_NAME, readInput } from "../input.ts";
import { deleteRole, roleArn } from "../roles.ts";

export function deleteRoleOperation(context: IamContext): QueryOperation {
  return {
    name: "DeleteRole",
    authorize: asks("iam:DeleteRole", (parameters) => roleArn(context, parameters.text("RoleName") ?? "")),
    run: (parameters) => {
      deleteRole(context, readInput(parameters, { RoleName: ROLE_NAME }).required("RoleName"));
      return undefined;
    },
  };
}
