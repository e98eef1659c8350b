import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { ROLE_NAME, readInput } from "../input.ts";
import { paginate } from "../pagination.ts";
import { findRole, roleArn } from "../roles.ts";

export function listAttachedRolePolicies(context: IamContext): QueryOperation {
  return {
    name: "ListAttachedRolePolicies",
    authorize: asks("iam:ListAttachedRolePolicies", (parameters) =>
      roleArn(context, parameters.text("RoleName") ?? ""),
    ),
    run: (parameters) => {
      const input = readInput(parameters, { RoleName: ROLE_NAME, PathPrefix: { type: "string", max: 512 } });
      const prefix = input.text("PathPrefix") ?? "/";
      const arns = findRole(context, input.required("RoleName")).attachedPolicyArns;
      const attached = arns.filter((arn) => arn.slice(arn.indexOf("/")).startsWith(prefix));
      const page = paginate(parameters, attached, (arn) => arn);
      const members = page.items.map((arn) => ({
        PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
        PolicyArn: arn,
      }));
      return { AttachedPolicies: { member: members }, ...page.members };
    },
  };
}
