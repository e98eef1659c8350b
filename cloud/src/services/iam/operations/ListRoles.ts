import { globalArn } from "../../../core/arns.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { readInput } from "../input.ts";
import { paginate } from "../pagination.ts";
import { roleSummary } from "../reply.ts";

export function listRoles(context: IamContext): QueryOperation {
  return {
    name: "ListRoles",
    authorize: asks("iam:ListRoles", (parameters, scope) =>
      globalArn(scope, "iam", `role${parameters.text("PathPrefix") ?? "/"}`),
    ),
    run: (parameters) => {
      const input = readInput(parameters, { PathPrefix: { type: "string", min: 1, max: 512 } });
      const prefix = input.text("PathPrefix") ?? "/";
      const roles = context.identities.roles.list().filter((role) => role.path.startsWith(prefix));
      const page = paginate(parameters, roles, (role) => role.name);
      return { Roles: { member: page.items.map(roleSummary) }, ...page.members };
    },
  };
}
