import type { DescribeTableInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { resourceOf } from "../shared/table.ts";
import { describeTable } from "../tables/manager.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export function DescribeTable(dynamodb: DynamoDbContext): Operation<DescribeTableInput> {
  return {
    name: "DescribeTable",
    authorize: asks("dynamodb:DescribeTable", ({ TableName: table }, scope) => resourceOf(scope, table)),
    run: async ({ TableName: table }) => ({ Table: await describeTable(dynamodb, table) }),
  };
}
