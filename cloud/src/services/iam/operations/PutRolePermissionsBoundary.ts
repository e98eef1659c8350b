import type { PutRolePermissionsBoundaryRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { roleArn, setBoundary } from "../domain/roles.ts";
import { conditionKeys, newBoundary } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function putRolePermissionsBoundary(
  context: IamContext,
): QueryOperation<PutRolePermissionsBoundaryRequest> {
  return {
    name: "PutRolePermissionsBoundary",
    authorize: asks(
      "iam:PutRolePermissionsBoundary",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, newBoundary),
    ),
    run: (input) => {
      setBoundary(context, input.RoleName, input.PermissionsBoundary);
      return undefined;
    },
  };
}
