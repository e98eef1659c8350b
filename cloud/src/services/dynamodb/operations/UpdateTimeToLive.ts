import type { UpdateTimeToLiveInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { resourceOf } from "../shared/table.ts";
import { requireTable } from "../tables/manager.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export function UpdateTimeToLive(dynamodb: DynamoDbContext): Operation<UpdateTimeToLiveInput> {
  return {
    name: "UpdateTimeToLive",
    authorize: asks("dynamodb:UpdateTimeToLive", ({ TableName: table }, scope) => resourceOf(scope, table)),
    run: (input) =>
      forward(dynamodb, "UpdateTimeToLive", {
        ...input,
        TableName: requireTable(dynamodb, input.TableName).name,
      }),
  };
}
