import type { QueryOperation } from "../../../wire/query/service.ts";
import type { IamContext } from "../context.ts";
import { POLICY_DOCUMENT, ROLE_NAME, readInput } from "../input.ts";
import { roleArn, updateRole } from "../roles.ts";

export function updateAssumeRolePolicy(context: IamContext): QueryOperation {
  return {
    name: "UpdateAssumeRolePolicy",
    resource: (parameters) => roleArn(context, parameters.text("RoleName") ?? ""),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME, PolicyDocument: POLICY_DOCUMENT });
      updateRole(context, input.required("RoleName"), { trustPolicy: input.required("PolicyDocument") });
      return undefined;
    },
  };
}
