import type { DescribeStackResourceInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import { stackMissing, validationError } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { stackResource } from "../questions.ts";
import { isoTime, resourceView } from "../views.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const DescribeStackResource: OperationFactory<DescribeStackResourceInput> = ({ stacks }) => ({
  name: "DescribeStackResource",
  authorize: asks("cloudformation:DescribeStackResource", stackResource),
  run: (input) => {
    const name = input.StackName;
    const logicalId = input.LogicalResourceId;
    const stack = stacks.find(name);
    if (stack === undefined) throw stackMissing(name);
    const resource = stacks.deps.store
      .resources(stack.stackId)
      .findLast((item) => item.logicalId === logicalId);
    if (resource === undefined) {
      throw validationError(`Resource ${logicalId} does not exist for stack ${name}`);
    }
    return {
      StackResourceDetail: {
        StackName: stack.name,
        StackId: stack.stackId,
        LastUpdatedTimestamp: isoTime(resource.updatedAt),
        Metadata: JSON.stringify(resource.definition.metadata ?? {}),
        ...resourceView(resource),
      },
    };
  },
});
