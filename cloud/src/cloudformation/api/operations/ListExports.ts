import type { ListExportsInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { anyResource, asks } from "../../../wire/operation.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const ListExports: OperationFactory<ListExportsInput> = ({ stacks }) => ({
  name: "ListExports",
  authorize: asks("cloudformation:ListExports", anyResource),
  run: (input) => {
    const { items, nextToken } = pageOf(stacks.deps.store.exports(), input);
    const members = items.map(({ name, stackId, value }) => ({
      ExportingStackId: stackId,
      Name: name,
      Value: value,
    }));
    return { Exports: { member: members }, NextToken: nextToken };
  },
});
