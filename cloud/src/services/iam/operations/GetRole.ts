import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { ROLE_NAME, readInput } from "../input.ts";
import { roleDetails } from "../reply.ts";
import { findRole, roleArn } from "../roles.ts";

export function getRole(context: IamContext): QueryOperation {
  return {
    name: "GetRole",
    authorize: asks("iam:GetRole", (parameters) => roleArn(context, parameters.text("RoleName") ?? "")),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME });
      return { Role: roleDetails(findRole(context, input.required("RoleName"))) };
    },
  };
}
