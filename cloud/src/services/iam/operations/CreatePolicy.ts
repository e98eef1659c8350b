import { globalArn } from "../../../core/arns.ts";
import type { CreatePolicyRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { createManagedPolicy } from "../domain/managed-policies.ts";
import { conditionKeys, newTags } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";
import { readTags } from "../shared/input.ts";
import { policySummary, tagList } from "../shared/reply.ts";

export function createPolicy(context: IamContext): QueryOperation<CreatePolicyRequest> {
  return {
    name: "CreatePolicy",
    authorize: asks(
      "iam:CreatePolicy",
      (input, scope) => globalArn(scope, "iam", `policy${input.Path ?? "/"}${input.PolicyName}`),
      conditionKeys(context, newTags),
    ),
    run: (input) => {
      const policy = createManagedPolicy(context, {
        name: input.PolicyName,
        path: input.Path ?? "/",
        description: input.Description ?? "",
        document: input.PolicyDocument,
        tags: readTags(input.Tags),
      });
      const tags = policy.tags.length === 0 ? undefined : tagList(policy.tags);
      return { Policy: { ...policySummary(policy, 0), Tags: tags } };
    },
  };
}
