import type { CreateRoleRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { createRole, roleArn } from "../domain/roles.ts";
import { conditionKeys, newBoundary, newTags } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";
import { readTags } from "../shared/input.ts";
import { roleDetails } from "../shared/reply.ts";

export function createRoleOperation(context: IamContext): QueryOperation<CreateRoleRequest> {
  return {
    name: "CreateRole",
    unsupportedMembers: ["MaxSigninSessionDuration"],
    authorize: asks(
      "iam:CreateRole",
      (input) => roleArn(context, input.RoleName, input.Path ?? "/"),
      conditionKeys(context, newBoundary, newTags),
    ),
    run: (input) => {
      const role = createRole(context, {
        name: input.RoleName,
        path: input.Path ?? "/",
        trustPolicy: input.AssumeRolePolicyDocument,
        description: input.Description ?? "",
        maxSessionSeconds: input.MaxSessionDuration ?? 3600,
        permissionsBoundary: input.PermissionsBoundary,
        tags: readTags(input.Tags),
      });
      return { Role: roleDetails(role) };
    },
  };
}
