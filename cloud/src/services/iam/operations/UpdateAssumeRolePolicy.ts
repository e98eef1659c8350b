import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { POLICY_DOCUMENT, ROLE_NAME, readInput } from "../input.ts";
import { roleArn, updateRole } from "../roles.ts";

export function updateAssumeRolePolicy(context: IamContext): QueryOperation {
  return {
    name: "UpdateAssumeRolePolicy",
    authorize: asks("iam:UpdateAssumeRolePolicy", (parameters) =>
      roleArn(context, parameters.text("RoleName") ?? ""),
    ),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME, PolicyDocument: POLICY_DOCUMENT });
      updateRole(context, input.required("RoleName"), { trustPolicy: input.required("PolicyDocument") });
      return undefined;
    },
  };
}
