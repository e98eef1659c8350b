import type { ListChangeSetsInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import { stackMissing } from "../../shared/errors.ts";
import { changeSetSummary } from "../change-set-views.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";
import { stackResource } from "../questions.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export const ListChangeSets: OperationFactory<ListChangeSetsInput> = ({ stacks, changeSets }) => ({
  name: "ListChangeSets",
  authorize: asks("cloudformation:ListChangeSets", stackResource),
  run: (input) => {
    const name = input.StackName;
    const stack = stacks.find(name);
    if (stack === undefined) throw stackMissing(name);
    const { items, nextToken } = pageOf(changeSets.store.ofStack(stack.stackId), input);
    return { Summaries: { member: items.map(changeSetSummary) }, NextToken: nextToken };
  },
});
