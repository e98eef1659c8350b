import type { GetRoleRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { ModelledQueryOperation } from "../../../wire/protocols/query.ts";
import { conditionKeys, ownBoundary } from "../condition-keys.ts";
import type { IamContext } from "../context.ts";
import { roleDetails } from "../reply.ts";
import { findRole, roleArn } from "../roles.ts";

export function getRole(context: IamContext): ModelledQueryOperation<GetRoleRequest> {
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
