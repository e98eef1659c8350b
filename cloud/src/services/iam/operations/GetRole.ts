import type { GetRoleRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { findRole, roleArn } from "../domain/roles.ts";
import { conditionKeys, ownBoundary } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";
import { roleDetails } from "../shared/reply.ts";

export function getRole(context: IamContext): QueryOperation<GetRoleRequest> {
  return {
    name: "GetRole",
    authorize: asks(
      "iam:GetRole",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, ownBoundary),
    ),
    run: (input) => {
      return { Role: roleDetails(findRole(context, input.RoleName)) };
    },
  };
}
