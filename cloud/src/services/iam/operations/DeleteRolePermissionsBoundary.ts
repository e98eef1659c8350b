import type { DeleteRolePermissionsBoundaryRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { roleArn, setBoundary } from "../domain/roles.ts";
import { conditionKeys, ownBoundary } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function deleteRolePermissionsBoundary(
  context: IamContext,
): QueryOperation<DeleteRolePermissionsBoundaryRequest> {
  return {
    name: "DeleteRolePermissionsBoundary",
    authorize: asks(
      "iam:DeleteRolePermissionsBoundary",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, ownBoundary),
    ),
    run: (input) => {
      setBoundary(context, input.RoleName, undefined);
      return undefined;
    },
  };
}
