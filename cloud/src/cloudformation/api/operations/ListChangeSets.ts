import { asks } from "../../../wire/operation.ts";
import { stackMissing } from "../../shared/errors.ts";
import { changeSetSummary } from "../change-set-views.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";
import { stackResource } from "../resource-arns.ts";
import { required } from "../template-source.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export const ListChangeSets: OperationFactory = ({ stacks, changeSets }) => ({
  name: "ListChangeSets",
  authorize: asks("cloudformation:ListChangeSets", stackResource),
  run: (parameters) => {
    const name = required(parameters, "StackName");
    const stack = stacks.find(name);
    if (stack === undefined) throw stackMissing(name);
    const { items, nextToken } = pageOf(changeSets.store.ofStack(stack.stackId), parameters);
    return { Summaries: { member: items.map(changeSetSummary) }, NextToken: nextToken };
  },
});
