import { globalArn } from "../../../core/arns.ts";
import type { ManagedPolicy } from "../../../iam/identities/model/managed-policy.ts";
import type { ListPoliciesRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { attachmentCount } from "../domain/managed-policies.ts";
import type { IamContext } from "../shared/context.ts";
import { paginate } from "../shared/pagination.ts";
import { policySummary } from "../shared/reply.ts";

/** `sam validate` and the SAM transform read the AWS managed policies through this. */
export function listPolicies(context: IamContext): QueryOperation<ListPoliciesRequest> {
  return {
    name: "ListPolicies",
    unsupportedMembers: ["PolicyUsageFilter"],
    authorize: asks("iam:ListPolicies", (_input, scope) => globalArn(scope, "iam", "policy/")),
    run: (input) => {
      const prefix = input.PathPrefix ?? "/";
      const onlyAttached = input.OnlyAttached === true;
      const policies = inScope(context, input.Scope ?? "All").filter(
        ({ arn, path }) => path.startsWith(prefix) && (!onlyAttached || attachmentCount(context, arn) > 0),
      );
      const page = paginate({ operation: "ListPolicies", input }, policies, ({ arn }) => arn);
      const members = page.items.map((policy) => policySummary(policy, attachmentCount(context, policy.arn)));
      return { Policies: { member: members }, ...page.members };
    },
  };
}

function inScope(context: IamContext, scope: string): readonly ManagedPolicy[] {
  const { managedPolicies } = context.identities;
  if (scope === "AWS") return managedPolicies.listAws();
  if (scope === "Local") return managedPolicies.listLocal();
  return [...managedPolicies.listLocal(), ...managedPolicies.listAws()];
}
