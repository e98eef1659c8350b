import type { UntagRoleRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { ModelledQueryOperation } from "../../../wire/protocols/query.ts";
import { conditionKeys, goneTags } from "../condition-keys.ts";
import type { IamContext } from "../context.ts";
import { findRole, roleArn, updateRole } from "../roles.ts";

export function untagRole(context: IamContext): ModelledQueryOperation<UntagRoleRequest> {
  return {
    name: "UntagRole",
    authorize: asks(
      "iam:UntagRole",
      (input) => roleArn(context, input.RoleName),
      conditionKeys(context, goneTags),
    ),
    run: (input) => {
      const name = input.RoleName;
      const gone = new Set(input.TagKeys);
      const tags = findRole(context, name).tags.filter(({ key }) => !gone.has(key));
      updateRole(context, name, { tags });
      return undefined;
    },
  };
}
