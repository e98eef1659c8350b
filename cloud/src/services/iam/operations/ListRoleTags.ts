import type { ListRoleTagsRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { findRole, roleArn } from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { paginate } from "../shared/pagination.ts";
import { tagList } from "../shared/reply.ts";

export function listRoleTags(context: IamContext): QueryOperation<ListRoleTagsRequest> {
  return {
    name: "ListRoleTags",
    authorize: asks("iam:ListRoleTags", (input) => roleArn(context, input.RoleName)),
    run: (input) => {
      const name = input.RoleName;
      const page = paginate(
        { operation: "ListRoleTags", input },
        findRole(context, name).tags,
        ({ key }) => key,
      );
      return { Tags: tagList(page.items), ...page.members };
    },
  };
}
