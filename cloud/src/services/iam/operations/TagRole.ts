import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { ROLE_NAME, readInput, readTags } from "../input.ts";
import { findRole, mergeTags, roleArn, updateRole } from "../roles.ts";

export function tagRole(context: IamContext): QueryOperation {
  return {
    name: "TagRole",
    authorize: asks("iam:TagRole", (parameters) => roleArn(context, parameters.text("RoleName") ?? "")),
    run: (parameters) => {
      const name = readInput(parameters, { RoleName: ROLE_NAME }).required("RoleName");
      const role = findRole(context, name);
      updateRole(context, name, { tags: mergeTags(role.tags, readTags(parameters)) });
      return undefined;
    },
  };
}
