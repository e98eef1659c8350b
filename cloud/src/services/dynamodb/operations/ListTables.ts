import type { ListTablesInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../shared/context.ts";

const MOST = 100;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export function ListTables({ tables }: DynamoDbContext): Operation<ListTablesInput> {
  return {
    name: "ListTables",
    authorize: asks("dynamodb:ListTables", anyResource),
    run: ({ ExclusiveStartTableName: start = "", Limit: limit = MOST }) => {
      const names = [...tables.names()].sort().filter((name) => name > start);
      const page = names.slice(0, limit);
      return {
        TableNames: page,
        ...(names.length > limit ? { LastEvaluatedTableName: page.at(-1) } : {}),
      };
    },
  };
}
