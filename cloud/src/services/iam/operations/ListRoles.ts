import { globalArn } from "../../../core/arns.ts";
import type { ListRolesRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../shared/context.ts";
import { paginate } from "../shared/pagination.ts";
import { roleSummary } from "../shared/reply.ts";

export function listRoles(context: IamContext): QueryOperation<ListRolesRequest> {
  return {
    name: "ListRoles",
    authorize: asks("iam:ListRoles", (input, scope) =>
      globalArn(scope, "iam", `role${input.PathPrefix ?? "/"}`),
    ),
    run: (input) => {
      const prefix = input.PathPrefix ?? "/";
      const roles = context.identities.roles.list().filter((role) => role.path.startsWith(prefix));
      const page = paginate({ operation: "ListRoles", input }, roles, (role) => role.name);
      return { Roles: { member: page.items.map(roleSummary) }, ...page.members };
    },
  };
}
