import type { UntagRoleRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { findRole, roleArn, updateRole } from "../domain/roles.ts";
import { conditionKeys, goneTags } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";

export function untagRole(context: IamContext): QueryOperation<UntagRoleRequest> {
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
