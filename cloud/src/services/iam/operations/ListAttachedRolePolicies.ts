import type { ListAttachedRolePoliciesRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { findRole, roleArn } from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { paginate } from "../shared/pagination.ts";

export function listAttachedRolePolicies(
  context: IamContext,
): QueryOperation<ListAttachedRolePoliciesRequest> {
  return {
    name: "ListAttachedRolePolicies",
    authorize: asks("iam:ListAttachedRolePolicies", (input) => roleArn(context, input.RoleName)),
    run: (input) => {
      const prefix = input.PathPrefix ?? "/";
      const arns = findRole(context, input.RoleName).attachedPolicyArns;
      const attached = arns.filter((arn) => arn.slice(arn.indexOf("/")).startsWith(prefix));
      const page = paginate({ operation: "ListAttachedRolePolicies", input }, attached, (arn) => arn);
      const members = page.items.map((arn) => ({
        PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
        PolicyArn: arn,
      }));
      return { AttachedPolicies: { member: members }, ...page.members };
    },
  };
}
