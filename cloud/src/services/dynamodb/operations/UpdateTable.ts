import type { UpdateTableInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { resourceOf } from "../shared/table.ts";
import { updateTable } from "../tables/manager.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export function UpdateTable(dynamodb: DynamoDbContext): Operation<UpdateTableInput> {
  return {
    name: "UpdateTable",
    unsupportedMembers: [
      "ReplicaUpdates",
      "MultiRegionConsistency",
      "GlobalTableWitnessUpdates",
      "GlobalTableSettingsReplicationMode",
      "DisassociationProtectionEnabled",
      "VectorIndexUpdates",
      "WarmThroughput",
      "SSESpecification.KMSMasterKeyId",
    ],
    authorize: asks("dynamodb:UpdateTable", ({ TableName: table }, scope) => resourceOf(scope, table)),
    run: async (input) => ({ TableDescription: await updateTable(dynamodb, input) }),
  };
}
