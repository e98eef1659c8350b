import type { ListStackResourcesInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { asks } from "../../../wire/operation.ts";
import { stackWithIdMissing } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";
import { stackResource } from "../questions.ts";
import { isoTime, resourceView } from "../views.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const ListStackResources: OperationFactory<ListStackResourcesInput> = ({ stacks }) => ({
  name: "ListStackResources",
  authorize: asks("cloudformation:ListStackResources", stackResource),
  run: (input) => {
    const name = input.StackName;
    const stack = stacks.find(name);
    if (stack === undefined) throw stackWithIdMissing(name);
    const { items, nextToken } = pageOf(stacks.deps.store.resources(stack.stackId), input);
    const members = items.map((resource) => ({
      LastUpdatedTimestamp: isoTime(resource.updatedAt),
      ...resourceView(resource),
    }));
    return { StackResourceSummaries: { member: members }, NextToken: nextToken };
  },
});
