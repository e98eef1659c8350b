import type { UpdateRoleRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { roleArn, updateRole } from "../domain/roles.ts";
import { conditionKeys, ownBoundary } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function updateRoleOperation(context: IamContext): QueryOperation<UpdateRoleRequest> {
  return {
    name: "UpdateRole",
    unsupportedMembers: ["MaxSigninSessionDuration", "ResetMaxSigninSessionDuration"],
    authorize: asks(
      "iam:UpdateRole",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, ownBoundary),
    ),
    run: (input) => {
      const description = input.Description;
      const seconds = input.MaxSessionDuration;
      updateRole(context, input.RoleName, {
        ...(description === undefined ? {} : { description }),
        ...(seconds === undefined ? {} : { maxSessionSeconds: seconds }),
      });
      return {};
    },
  };
}
