import type { GetPolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { attachmentCount, findPolicy } from "../domain/managed-policies.ts";
import { conditionKeys, policyTags } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";
import { policySummary, tagList } from "../shared/reply.ts";

export function getPolicy(context: IamContext): QueryOperation<GetPolicyRequest> {
  return {
    name: "GetPolicy",
    authorize: asks("iam:GetPolicy", (input) => input.PolicyArn, conditionKeys(context, policyTags)),
    run: (input) => {
      const arn = input.PolicyArn;
      const policy = findPolicy(context, arn);
      return {
        Policy: {
          ...policySummary(policy, attachmentCount(context, arn)),
          Description: policy.description === "" ? undefined : policy.description,
          Tags: tagList(policy.tags),
        },
      };
    },
  };
}
