import type { ListRolePoliciesRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { findRole, roleArn } from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { paginate } from "../shared/pagination.ts";

export function listRolePolicies(context: IamContext): QueryOperation<ListRolePoliciesRequest> {
  return {
    name: "ListRolePolicies",
    authorize: asks("iam:ListRolePolicies", (input) => roleArn(context, input.RoleName)),
    run: (input) => {
      const names = findRole(context, input.RoleName).inlinePolicies.map(({ name }) => name);
      const page = paginate({ operation: "ListRolePolicies", input }, names.sort(), (name) => name);
      return { PolicyNames: { member: page.items }, ...page.members };
    },
  };
}
