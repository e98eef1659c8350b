import type { DescribeStackEventsInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import { stackMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";
import { stackResource } from "../questions.ts";
import { eventView } from "../views.ts";

/** Newest first. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const DescribeStackEvents: OperationFactory<DescribeStackEventsInput> = ({ stacks }) => ({
  name: "DescribeStackEvents",
  authorize: asks("cloudformation:DescribeStackEvents", stackResource),
  run: (input) => {
    const name = input.StackName;
    const stack = stacks.find(name);
    if (stack === undefined) throw stackMissing(name);
    const { items, nextToken } = pageOf(stacks.deps.store.events(stack.stackId), input);
    return { StackEvents: { member: items.map(eventView) }, NextToken: nextToken };
  },
});
