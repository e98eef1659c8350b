import type { DeleteRoleRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { deleteRole, roleArn } from "../domain/roles.ts";
import { conditionKeys, ownBoundary } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function deleteRoleOperation(context: IamContext): QueryOperation<DeleteRoleRequest> {
  return {
    name: "DeleteRole",
    authorize: asks(
      "iam:DeleteRole",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, ownBoundary),
    ),
    run: (input) => {
      deleteRole(context, input.RoleName);
      return undefined;
    },
  };
}
