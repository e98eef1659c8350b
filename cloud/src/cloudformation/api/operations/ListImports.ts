import type { ListImportsInput } from "../../../wire/models/generated/cloudformation.types.ts";
import { anyResource, asks } from "../../../wire/operation.ts";
import { validationError } from "../../shared/errors.ts";
import type { OperationFactory } from "../context.ts";
import { pageOf } from "../paging.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export const ListImports: OperationFactory<ListImportsInput> = ({ stacks }) => ({
  name: "ListImports",
  authorize: asks("cloudformation:ListImports", anyResource),
  run: (input) => {
    const name = input.ExportName;
    const { store } = stacks.deps;
    const names = store.importers(name).map((stackId) => store.stackById(stackId)?.name ?? stackId);
    if (names.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
    const { items, nextToken } = pageOf(names, input);
    return { Imports: { member: items }, NextToken: nextToken };
  },
});
