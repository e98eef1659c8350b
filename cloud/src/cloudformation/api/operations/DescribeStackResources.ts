import type { DescribeStackResourcesInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { StackRecord } from "../../engine/records.ts";
import type { Stacks } from "../../engine/stacks.ts";
import { stackWithIdMissing, validationError } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { stackResource } from "../questions.ts";
import { isoTime, resourceView } from "../views.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const DescribeStackResources: OperationFactory<DescribeStackResourcesInput> = ({ stacks }) => ({
  name: "DescribeStackResources",
  authorize: asks("cloudformation:DescribeStackResources", stackResource),
  run: (input) => {
    const name = input.StackName;
    const physicalId = input.PhysicalResourceId;
    const logicalId = input.LogicalResourceId;
    const stack = name === undefined ? ownerOf(stacks, physicalId) : stacks.find(name);
    if (stack === undefined) throw stackWithIdMissing(name ?? physicalId ?? "");
    const members = stacks.deps.store
      .resources(stack.stackId)
      .filter((resource) => logicalId === undefined || resource.logicalId === logicalId)
      .map((resource) => ({
        StackName: stack.name,
        StackId: stack.stackId,
        Timestamp: isoTime(resource.updatedAt),
        ...resourceView(resource),
      }));
    return { StackResources: { member: members } };
  },
});

function ownerOf(stacks: Stacks, physicalId: string | undefined): StackRecord | undefined {
  if (physicalId === undefined) {
    throw validationError("Either StackName or PhysicalResourceId must be specified");
  }
  const { store } = stacks.deps;
  return store
    .stacks()
    .find(({ stackId }) => store.resources(stackId).some((resource) => resource.physicalId === physicalId));
}
