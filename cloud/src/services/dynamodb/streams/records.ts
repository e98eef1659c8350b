import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { systemClock } from "../../../core/clock.ts";
import type { StreamRecord } from "../../../core/ports/table-streams.ts";
import { forwardToStreams } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { keyText } from "../shared/expirations.ts";
import { engineIterator, iteratorBehind } from "./iterator.ts";
import { type Stream, sequenceNumber } from "./stream.ts";

export interface RecordsPage {
  readonly records: readonly StreamRecord[];
  /** The engine's iterator behind them. */
  readonly next: string | undefined;
}

/** Records of one answer, at most. */
const MOST_RECORDS = 1000;
/** Of one answer, as on AWS; a record beyond it is the first of the next one. */
const LARGEST_PAGE_BYTES = 1_048_576;
/** The engine looks at no sizes: what it is asked for at once has to fit into the memory. */
const FIRST_LOOK = 25;
const FURTHER_LOOK = 100;

/** The records behind an iterator. @throws AwsError ValidationException for what is no iterator of the stream */
export async function readRecords(
  dynamodb: DynamoDbContext,
  stream: Stream,
  { iterator, limit = MOST_RECORDS }: { readonly iterator: string; readonly limit?: number | undefined },
): Promise<RecordsPage> {
  const { records, next } = await pageBehind(dynamodb, {
    iterator: engineIterator(iterator, stream),
    table: stream.table,
    limit,
  });
  return {
    records: records
      .filter((record) => !changesNothing(record))
      .map((record) => recordOf(dynamodb, stream, record)),
    next,
  };
}

interface Wanted {
  /** Of the engine. */
  readonly iterator: string;
  readonly table: string;
  readonly limit: number;
}

/** DDB-17: as many as fit into an answer, and one at least, however large they are. */
async function pageBehind(
  dynamodb: DynamoDbContext,
  { iterator, table, limit }: Wanted,
): Promise<RecordsPage> {
  const records: StreamRecord[] = [];
  let next: string | undefined = iterator;
  let bytes = 0;
  while (next !== undefined && records.length < limit) {
    const count = Math.min(limit - records.length, records.length === 0 ? FIRST_LOOK : FURTHER_LOOK);
    const output = await forwardToStreams(dynamodb, "GetRecords", { ShardIterator: next, Limit: count });
    const found = output["Records"] as readonly StreamRecord[];
    for (const record of found) {
      bytes += Buffer.byteLength(JSON.stringify(record));
      const last = records.at(-1);
      if (bytes > LARGEST_PAGE_BYTES && last !== undefined) {
        return { records, next: iteratorBehind(table, Number(last.dynamodb.SequenceNumber)) };
      }
      records.push(record);
    }
    const behind = output["NextShardIterator"];
    next = typeof behind === "string" ? behind : undefined;
    if (found.length < count) break;
  }
  return { records, next };
}

/** AWS tells of no write that leaves an item as it was. Only a stream of both images shows which do. */
function changesNothing({
  eventName,
  dynamodb: { OldImage: before, NewImage: after },
}: StreamRecord): boolean {
  return eventName === "MODIFY" && before !== undefined && isDeepStrictEqual(before, after);
}

/** Who deletes what has expired. */
const EXPIRY = { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } };

function recordOf(
  { clock, expirations, scope }: DynamoDbContext,
  { arn, table }: Stream,
  record: StreamRecord,
): StreamRecord {
  const { SequenceNumber: number, ApproximateCreationDateTime: engineTime, Keys: key } = record.dynamodb;
  const hasExpired = record.eventName === "REMOVE" && expirations.has(table, keyText(key), Number(number));
  // The engine has the machine's time; this cloud's may be ahead of it.
  const aheadSeconds = Math.round((clock.now() - systemClock.now()) / 1000);
  return {
    ...record,
    eventID: createHash("md5").update(`${arn} ${number}`).digest("hex"),
    awsRegion: scope.region,
    ...(hasExpired ? EXPIRY : {}),
    dynamodb: {
      ...record.dynamodb,
      ApproximateCreationDateTime: engineTime + aheadSeconds,
      SequenceNumber: sequenceNumber(number),
    },
  };
}
