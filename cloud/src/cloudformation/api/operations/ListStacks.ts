import type { ListStacksInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { anyResource, asks } from "../../../wire/operation.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";
import { isoTime } from "../views.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const ListStacks: OperationFactory<ListStacksInput> = ({ stacks }) => ({
  name: "ListStacks",
  authorize: asks("cloudformation:ListStacks", anyResource),
  run: (input) => {
    const wanted = new Set<string>(input.StackStatusFilter);
    const all = stacks.deps.store.stacks().filter(({ status }) => wanted.size === 0 || wanted.has(status));
    const newest = all.sort((a, b) => b.createdAt - a.createdAt);
    const { items, nextToken } = pageOf(newest, input);
    return {
      StackSummaries: {
        member: items.map((stack) => ({
          StackId: stack.stackId,
          StackName: stack.name,
          TemplateDescription: stacks.deps.store.revision(stack.stackId, "current")?.description,
          CreationTime: isoTime(stack.createdAt),
          LastUpdatedTime: stack.updatedAt === undefined ? undefined : isoTime(stack.updatedAt),
          DeletionTime: stack.deletedAt === undefined ? undefined : isoTime(stack.deletedAt),
          ParentId: stack.parentId,
          RootId: stack.rootId,
          StackStatus: stack.status,
          StackStatusReason: stack.statusReason,
          DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
        })),
      },
      NextToken: nextToken,
    };
  },
});
