import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import {
  DESCRIPTION,
  PATH,
  POLICY_ARN,
  POLICY_DOCUMENT,
  ROLE_NAME,
  readInput,
  readTags,
  SESSION_SECONDS,
} from "../input.ts";
import { roleDetails } from "../reply.ts";
import { createRole, roleArn } from "../roles.ts";

const SHAPE = {
  RoleName: ROLE_NAME,
  Path: PATH,
  AssumeRolePolicyDocument: POLICY_DOCUMENT,
  Description: DESCRIPTION,
  MaxSessionDuration: SESSION_SECONDS,
  PermissionsBoundary: { ...POLICY_ARN, required: false },
};

export function createRoleOperation(context: IamContext): QueryOperation {
  return {
    name: "CreateRole",
    authorize: asks("iam:CreateRole", (parameters) =>
      roleArn(context, parameters.text("RoleName") ?? "", parameters.text("Path") ?? "/"),
    ),
    run: (parameters) => {
      const input = readInput(parameters, SHAPE);
      const role = createRole(context, {
        name: input.required("RoleName"),
        path: input.text("Path") ?? "/",
        trustPolicy: input.required("AssumeRolePolicyDocument"),
        description: input.text("Description") ?? "",
        maxSessionSeconds: input.number("MaxSessionDuration") ?? 3600,
        permissionsBoundary: input.text("PermissionsBoundary"),
        tags: readTags(parameters),
      });
      return { Role: roleDetails(role) };
    },
  };
}
