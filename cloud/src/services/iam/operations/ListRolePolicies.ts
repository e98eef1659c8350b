import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { ROLE_NAME, readInput } from "../input.ts";
import { paginate } from "../pagination.ts";
import { findRole, roleArn } from "../roles.ts";

export function listRolePolicies(context: IamContext): QueryOperation {
  return {
    name: "ListRolePolicies",
    authorize: asks("iam:ListRolePolicies", (parameters) =>
      roleArn(context, parameters.text("RoleName") ?? ""),
    ),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME });
      const names = findRole(context, input.required("RoleName")).inlinePolicies.map(({ name }) => name);
      const page = paginate(parameters, names.sort(), (name) => name);
      return { PolicyNames: { member: page.items }, ...page.members };
    },
  };
}
