import type { DescribeTimeToLiveInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { resourceOf } from "../shared/table.ts";
import { requireTable } from "../tables/manager.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export function DescribeTimeToLive(dynamodb: DynamoDbContext): Operation<DescribeTimeToLiveInput> {
  return {
    name: "DescribeTimeToLive",
    authorize: asks("dynamodb:DescribeTimeToLive", ({ TableName: table }, scope) => resourceOf(scope, table)),
    run: ({ TableName: table }) =>
      forward(dynamodb, "DescribeTimeToLive", { TableName: requireTable(dynamodb, table).name }),
  };
}
