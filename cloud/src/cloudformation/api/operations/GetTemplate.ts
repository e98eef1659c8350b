import type { GetTemplateInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { Stacks } from "../../engine/stacks.ts";
import { stackWithIdMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { requiredStackName } from "../operation-request.ts";
import { changeSetResource } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const GetTemplate: OperationFactory<GetTemplateInput> = ({ stacks, changeSets }) => ({
  name: "GetTemplate",
  authorize: asks("cloudformation:GetTemplate", changeSetResource({ changeSets })),
  run: (input) => {
    const processed = input.TemplateStage === "Processed";
    const changeSetName = input.ChangeSetName;
    const source =
      changeSetName === undefined
        ? templateOf(stacks, requiredStackName(input))
        : changeSets.find(changeSetName, input.StackName);
    return {
      TemplateBody: processed ? source.processedBody : source.templateBody,
      StagesAvailable: { member: ["Original", "Processed"] },
    };
  },
});

function templateOf(stacks: Stacks, name: string) {
  const stack = stacks.find(name);
  if (stack === undefined) throw stackWithIdMissing(name);
  return stacks.deps.store.revision(stack.stackId, "current") ?? { templateBody: "", processedBody: "" };
}
