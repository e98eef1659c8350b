import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { POLICY_ARN, readInput } from "../input.ts";
import { attachmentCount, findPolicy } from "../managed-policies.ts";
import { policySummary, tagList } from "../reply.ts";

export function getPolicy(context: IamContext): QueryOperation {
  return {
    name: "GetPolicy",
    authorize: asks("iam:GetPolicy", (parameters) => parameters.text("PolicyArn") ?? "*"),
    run: (parameters) => {
      const arn = readInput(parameters, { PolicyArn: POLICY_ARN }).required("PolicyArn");
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
