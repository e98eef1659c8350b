import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";
import { anyResource } from "../resource-arns.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const ListExports: OperationFactory = ({ stacks }) => ({
  name: "ListExports",
  resource: anyResource,
  run: (parameters) => {
    const { items, nextToken } = pageOf(stacks.deps.store.exports(), parameters);
    const members = items.map(({ name, stackId, value }) => ({
      ExportingStackId: stackId,
      Name: name,
      Value: value,
    }));
    return { Exports: { member: members }, NextToken: nextToken };
  },
});
