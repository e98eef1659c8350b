import { globalArn } from "../../../core/arns.ts";
import type { ManagedPolicy } from "../../../iam/identities/managed-policy.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { unsupportedParameter } from "../errors.ts";
import { readInput } from "../input.ts";
import { attachmentCount } from "../managed-policies.ts";
import { paginate } from "../pagination.ts";
import { policySummary } from "../reply.ts";

const SHAPE = {
  Scope: { type: "string", enum: ["All", "AWS", "Local"] },
  PathPrefix: { type: "string", min: 1, max: 512 },
  PolicyUsageFilter: { type: "string", enum: ["PermissionsPolicy", "PermissionsBoundary"] },
} as const;

/** `sam validate` and the SAM transform read the AWS managed policies through this. */
export function listPolicies(context: IamContext): QueryOperation {
  return {
    name: "ListPolicies",
    authorize: asks("iam:ListPolicies", (_parameters, scope) => globalArn(scope, "iam", "policy/")),
    run: (parameters) => {
      const input = readInput(parameters, SHAPE);
      if (input.text("PolicyUsageFilter") !== undefined) {
        throw unsupportedParameter("ListPolicies", "PolicyUsageFilter");
      }
      const prefix = input.text("PathPrefix") ?? "/";
      const onlyAttached = parameters.flag("OnlyAttached") === true;
      const policies = inScope(context, input.text("Scope") ?? "All").filter(
        ({ arn, path }) => path.startsWith(prefix) && (!onlyAttached || attachmentCount(context, arn) > 0),
      );
      const page = paginate(parameters, policies, ({ arn }) => arn);
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
