import type { Engine } from "../engine/engine.ts";
import type { Table } from "../shared/table.ts";
import { positionIn } from "./iterator.ts";
import { engineStreamArn, FIRST_SHARD } from "./stream.ts";

/**
 * DDB-12: the table with the place where its newest stream begins. The engine keeps the records of earlier
 * streams of the name, of tables that were deleted among them: they are nobody's any more.
 * @param before the same table as it was known until now
 */
export async function withStreamStart(
  call: Engine["call"],
  table: Table,
  before: Table | undefined,
): Promise<Table> {
  const { name, streamLabel } = table;
  if (streamLabel === undefined) return table;
  if (before?.streamLabel === streamLabel) {
    return before.streamStart === undefined ? table : { ...table, streamStart: before.streamStart };
  }
  const engineArn = engineStreamArn(name, streamLabel);
  return { ...table, streamStart: await latestPosition(call, { table: name, engineArn }) };
}

/** The engine's number of the last record that is there. */
export async function latestPosition(
  call: Engine["call"],
  { table, engineArn }: { readonly table: string; readonly engineArn: string },
): Promise<number> {
  const { status, body } = await call(
    "DynamoDBStreams_20120810.GetShardIterator",
    JSON.stringify({
      StreamArn: engineArn,
      ShardId: `${FIRST_SHARD}-${table}`,
      ShardIteratorType: "LATEST",
    }),
  );
  if (status !== 200)
    throw new Error(`The engine of DynamoDB does not tell where a stream begins: ${String(body)}`);
  const { ShardIterator: iterator } = JSON.parse(String(body)) as { readonly ShardIterator: string };
  return positionIn(iterator);
}
