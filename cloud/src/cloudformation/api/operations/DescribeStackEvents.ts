import { asks } from "../../../wire/operation.ts";
import { stackMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";
import { stackResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";
import { eventView } from "../views.ts";

/** Newest first. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const DescribeStackEvents: OperationFactory = ({ stacks }) => ({
  name: "DescribeStackEvents",
  authorize: asks("cloudformation:DescribeStackEvents", stackResource),
  run: (parameters) => {
    const name = required(parameters, "StackName");
    const stack = stacks.find(name);
    if (stack === undefined) throw stackMissing(name);
    const { items, nextToken } = pageOf(stacks.deps.store.events(stack.stackId), parameters);
    return { StackEvents: { member: items.map(eventView) }, NextToken: nextToken };
  },
});
