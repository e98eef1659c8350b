import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { ROLE_NAME, readInput } from "../input.ts";
import { findRole, roleArn, updateRole } from "../roles.ts";

export function untagRole(context: IamContext): QueryOperation {
  return {
    name: "UntagRole",
    authorize: asks("iam:UntagRole", (parameters) => roleArn(context, parameters.text("RoleName") ?? "")),
    run: (parameters) => {
      const name = readInput(parameters, { RoleName: ROLE_NAME }).required("RoleName");
      const gone = new Set(parameters.list("TagKeys"));
      const tags = findRole(context, name).tags.filter(({ key }) => !gone.has(key));
      updateRole(context, name, { tags });
      return undefined;
    },
  };
}
