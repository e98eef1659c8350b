import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { ROLE_NAME, readInput } from "../input.ts";
import { paginate } from "../pagination.ts";
import { tagList } from "../reply.ts";
import { findRole, roleArn } from "../roles.ts";

export function listRoleTags(context: IamContext): QueryOperation {
  return {
    name: "ListRoleTags",
    authorize: asks("iam:ListRoleTags", (parameters) => roleArn(context, parameters.text("RoleName") ?? "")),
    run: (parameters) => {
      const name = readInput(parameters, { RoleName: ROLE_NAME }).required("RoleName");
      const page = paginate(parameters, findRole(context, name).tags, ({ key }) => key);
      return { Tags: tagList(page.items), ...page.members };
    },
  };
}
