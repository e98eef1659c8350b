import type { DeleteTableInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { resourceOf } from "../shared/table.ts";
import { deleteTable } from "../tables/manager.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export function DeleteTable(dynamodb: DynamoDbContext): Operation<DeleteTableInput> {
  return {
    name: "DeleteTable",
    authorize: asks("dynamodb:DeleteTable", ({ TableName: table }, scope) => resourceOf(scope, table)),
    run: async ({ TableName: table }) => ({ TableDescription: await deleteTable(dynamodb, table) }),
  };
}
