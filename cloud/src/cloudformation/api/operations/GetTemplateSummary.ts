import type { GetTemplateSummaryInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import { stackWithIdMissing, validationError } from "../../shared/errors.ts";
import type { ApiContext, OperationFactory } from "../context.ts";
import { readTemplateSource, requiredStackName } from "../operation-request.ts";
import { requestKeys, stackResource } from "../questions.ts";
import { resourceTypes, summarize } from "../template-summary.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export const GetTemplateSummary: OperationFactory<GetTemplateSummaryInput> = (api) => ({
  name: "GetTemplateSummary",
  unsupportedMembers: ["StackSetName"],
  authorize: asks("cloudformation:GetTemplateSummary", stackResource, requestKeys),
  run: async (input, { caller }) => {
    const text =
      (await readTemplateSource(api, { input, caller })) ?? deployed(api, requiredStackName(input));
    const { raw, definitions, ...summary } = await summarize(text);
    const types = [...new Set(resourceTypes(raw))].sort();
    return {
      Parameters: {
        member: definitions.map((definition) => ({
          ParameterKey: definition.name,
          DefaultValue: definition.defaultValue,
          ParameterType: definition.declaredType,
          NoEcho: definition.noEcho,
          Description: definition.description,
          ParameterConstraints: { AllowedValues: { member: definition.allowedValues ?? [] } },
        })),
      },
      ...summary,
      ResourceTypes: { member: types },
      Version: "2010-09-09",
    };
  },
});

function deployed({ stacks }: ApiContext, name: string): string {
  const stack = stacks.find(name);
  if (stack === undefined) throw stackWithIdMissing(name);
  if (stack.status === "REVIEW_IN_PROGRESS") {
    throw validationError("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.");
  }
  return stacks.deps.store.revision(stack.stackId, "current")?.templateBody ?? "";
}
