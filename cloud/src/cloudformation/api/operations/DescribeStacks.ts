import type { DescribeStacksInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { StackRecord } from "../../engine/records.ts";
import { stackWithIdMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";
import { stackResource } from "../questions.ts";
import { stackView } from "../views.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const DescribeStacks: OperationFactory<DescribeStacksInput> = ({ stacks }) => ({
  name: "DescribeStacks",
  authorize: asks("cloudformation:DescribeStacks", stackResource),
  run: (input) => {
    const name = input.StackName;
    const { store } = stacks.deps;
    const view = (stack: StackRecord) => stackView(stack, store.revision(stack.stackId, "current"));
    if (name !== undefined && name !== "") {
      const stack = stacks.find(name);
      if (stack === undefined) throw stackWithIdMissing(name);
      return { Stacks: { member: [view(stack)] } };
    }
    const all = store.stacks().filter(({ status }) => status !== "DELETE_COMPLETE");
    const { items, nextToken } = pageOf(newestFirst(all), input);
    return { Stacks: { member: items.map(view) }, NextToken: nextToken };
  },
});

function newestFirst(all: readonly StackRecord[]): StackRecord[] {
  return [...all].sort((a, b) => b.createdAt - a.createdAt);
}
