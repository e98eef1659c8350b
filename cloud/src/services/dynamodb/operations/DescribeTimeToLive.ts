import type { DescribeTimeToLiveInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../context.ts";
import { forward } from "../engine/forward.ts";
import { requireTable } from "../tables/manager.ts";
import { resourceOf } from "../tables/table.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export function DescribeTimeToLive(dynamodb: DynamoDbContext): Operation<DescribeTimeToLiveInput> {
  return {
    name: "DescribeTimeToLive",
    authorize: asks("dynamodb:DescribeTimeToLive", ({ TableName: table }, scope) => resourceOf(scope, table)),
    run: ({ TableName: table }) =>
      forward(dynamodb, "DescribeTimeToLive", { TableName: requireTable(dynamodb, table).name }),
  };
}
