import { asks } from "../../../wire/operation.ts";
import type { Stacks } from "../../engine/stacks.ts";
import { stackWithIdMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { changeSetResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const GetTemplate: OperationFactory = ({ stacks, changeSets }) => ({
  name: "GetTemplate",
  authorize: asks("cloudformation:GetTemplate", changeSetResource({ changeSets })),
  run: (parameters) => {
    const processed = parameters.text("TemplateStage") === "Processed";
    const changeSetName = parameters.text("ChangeSetName");
    const source =
      changeSetName === undefined
        ? templateOf(stacks, required(parameters, "StackName"))
        : changeSets.find(changeSetName, parameters.text("StackName"));
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
