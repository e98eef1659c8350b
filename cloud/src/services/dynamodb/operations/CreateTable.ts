import type { CreateTableInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { resourceOf } from "../shared/table.ts";
import { makeTable, tagsOf } from "../tables/manager.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export function CreateTable(dynamodb: DynamoDbContext): Operation<CreateTableInput> {
  return {
    name: "CreateTable",
    unsupportedMembers: [
      "ResourcePolicy",
      "GlobalTableSourceArn",
      "GlobalTableSettingsReplicationMode",
      "VectorIndexes",
      "WarmThroughput",
      "SSESpecification.KMSMasterKeyId",
    ],
    authorize: asks(
      "dynamodb:CreateTable",
      ({ TableName: table }, scope) => resourceOf(scope, table),
      ({ Tags: tags }) => requestTags(tagsOf(tags)),
    ),
    run: async (input) => {
      const { description, table } = await makeTable(dynamodb, input);
      dynamodb.tables.save(table);
      return { TableDescription: description };
    },
  };
}
