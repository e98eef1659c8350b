import { globalArn } from "../../../core/arns.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { DESCRIPTION, PATH, POLICY_DOCUMENT, POLICY_NAME, readInput, readTags } from "../input.ts";
import { createManagedPolicy } from "../managed-policies.ts";
import { policySummary, tagList } from "../reply.ts";

const SHAPE = {
  PolicyName: POLICY_NAME,
  Path: PATH,
  PolicyDocument: POLICY_DOCUMENT,
  Description: DESCRIPTION,
};

export function createPolicy(context: IamContext): QueryOperation {
  return {
    name: "CreatePolicy",
    authorize: asks("iam:CreatePolicy", (parameters, scope) =>
      globalArn(
        scope,
        "iam",
        `policy${parameters.text("Path") ?? "/"}${parameters.text("PolicyName") ?? ""}`,
      ),
    ),
    run: (parameters) => {
      const input = readInput(parameters, SHAPE);
      const policy = createManagedPolicy(context, {
        name: input.required("PolicyName"),
        path: input.text("Path") ?? "/",
        description: input.text("Description") ?? "",
        document: input.required("PolicyDocument"),
        tags: readTags(parameters),
      });
      const tags = policy.tags.length === 0 ? undefined : tagList(policy.tags);
      return { Policy: { ...policySummary(policy, 0), Tags: tags } };
    },
  };
}
