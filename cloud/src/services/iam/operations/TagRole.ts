import type { TagRoleRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { findRole, mergeTags, roleArn, updateRole } from "../domain/roles.ts";
import { conditionKeys, newTags } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";
import { readTags } from "../shared/input.ts";

export function tagRole(context: IamContext): QueryOperation<TagRoleRequest> {
  return {
    name: "TagRole",
    authorize: asks(
      "iam:TagRole",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, newTags),
    ),
    run: (input) => {
      const name = input.RoleName;
      const role = findRole(context, name);
      updateRole(context, name, { tags: mergeTags(role.tags, readTags(input.Tags)) });
      return undefined;
    },
  };
}
