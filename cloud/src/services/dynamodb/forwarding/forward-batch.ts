import type { DynamoDbContext } from "../shared/context.ts";
import { validationError } from "../shared/errors.ts";
import { type EngineOutput, engineName, forward } from "./forward.ts";

/** Members of replies that are by table. */
const BY_TABLE = ["Responses", "UnprocessedKeys", "UnprocessedItems", "ItemCollectionMetrics"];

/** A call on items of several tables; replies have each as it was named. */
export async function forwardBatch<
  Input extends { readonly RequestItems: Readonly<Record<string, unknown>> },
>(dynamodb: DynamoDbContext, operation: string, input: Input): Promise<EngineOutput> {
  const given = new Map<string, string>();
  for (const table of Object.keys(input.RequestItems)) {
    const name = engineName(dynamodb, table);
    if (given.has(name)) throw validationError("Provided list of item keys contains duplicates");
    given.set(name, table);
  }
  const items = Object.entries(input.RequestItems).map(([table, value]) => [
    engineName(dynamodb, table),
    value,
  ]);
  const output = await forward(dynamodb, operation, { ...input, RequestItems: Object.fromEntries(items) });
  const asGiven = (table: string): string => given.get(table) ?? table;
  return Object.fromEntries(
    Object.entries(output).map(([member, value]) => [
      member,
      member === "ConsumedCapacity"
        ? (value as readonly { readonly TableName: string }[]).map((consumed) => ({
            ...consumed,
            TableName: asGiven(consumed.TableName),
          }))
        : BY_TABLE.includes(member)
          ? Object.fromEntries(
              Object.entries(value as object).map(([table, items]) => [asGiven(table), items]),
            )
          : value,
    ]),
  );
}
