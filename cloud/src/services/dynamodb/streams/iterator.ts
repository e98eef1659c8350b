import { AwsError } from "../../../core/errors.ts";
import { FIRST_SHARD, type Stream } from "./stream.ts";

/** What the engine's iterator says: a place in the stream of a table. */
interface Place {
  readonly table_name: string;
  readonly shard_id: string;
  readonly position: number;
}

/** The engine's iterator behind the stream that it is of, as AWS writes it. */
export function shardIterator({ arn }: Stream, engineIterator: string): string {
  return `${arn}|1|${engineIterator}`;
}

/** The stream that policies are asked about; nothing but its text is looked at. */
export function streamArnIn(iterator: string): string {
  return iterator.split("|", 1)[0] ?? "";
}

/**
 * DDB-10: an iterator is no secret and anybody can write one: it counts for the stream it names, which
 * the caller was asked about, and is written anew for the engine.
 * @throws ValidationException for what is no iterator of the stream
 */
export function engineIterator(iterator: string, { table, start }: Stream): string {
  const place = placeIn(iterator.split("|")[2] ?? "");
  if (place?.table_name !== table) throw invalidIterator();
  // DDB-12
  const position = Math.max(place.position, start);
  return Buffer.from(JSON.stringify({ ...place, position })).toString("base64");
}

/** The engine's iterator behind the record of that number. */
export function iteratorBehind(table: string, position: number): string {
  const place: Place = { table_name: table, shard_id: `${FIRST_SHARD}-${table}`, position };
  return Buffer.from(JSON.stringify(place)).toString("base64");
}

/** The engine's number of the last record before an iterator that the engine made. */
export function positionIn(iterator: string): number {
  const place = placeIn(iterator);
  if (place === undefined)
    throw new Error("The engine of DynamoDB has other iterators than this cloud knows.");
  return place.position;
}

function placeIn(text: string): Place | undefined {
  try {
    const { table_name, shard_id, position } = JSON.parse(
      Buffer.from(text, "base64").toString("utf8"),
    ) as Place;
    const isPlace =
      typeof table_name === "string" && typeof shard_id === "string" && Number.isInteger(position);
    return isPlace ? { table_name, shard_id, position } : undefined;
  } catch {
    return undefined;
  }
}

function invalidIterator(): AwsError {
  return new AwsError("ValidationException", "Invalid ShardIterator");
}
