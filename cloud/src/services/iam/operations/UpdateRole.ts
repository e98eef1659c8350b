import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { DESCRIPTION, ROLE_NAME, readInput, SESSION_SECONDS } from "../input.ts";
import { roleArn, updateRole } from "../roles.ts";

const SHAPE = { RoleName: ROLE_NAME, Description: DESCRIPTION, MaxSessionDuration: SESSION_SECONDS };

export function updateRoleOperation(context: IamContext): QueryOperation {
  return {
    name: "UpdateRole",
    authorize: asks("iam:UpdateRole", (parameters) => roleArn(context, parameters.text("RoleName") ?? "")),
    run: (parameters) => {
      const input = readInput(parameters, SHAPE);
      const description = input.text("Description");
      const seconds = input.number("MaxSessionDuration");
      updateRole(context, input.required("RoleName"), {
        ...(description === undefined ? {} : { description }),
        ...(seconds === undefined ? {} : { maxSessionSeconds: seconds }),
      });
      return {};
    },
  };
}
