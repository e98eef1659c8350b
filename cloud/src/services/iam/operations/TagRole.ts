import type { TagRoleRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { ModelledQueryOperation } from "../../../wire/protocols/query.ts";
import { conditionKeys, newTags } from "../condition-keys.ts";
import type { IamContext } from "../context.ts";
import { readTags } from "../input.ts";
import { findRole, mergeTags, roleArn, updateRole } from "../roles.ts";

export function tagRole(context: IamContext): ModelledQueryOperation<TagRoleRequest> {
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
