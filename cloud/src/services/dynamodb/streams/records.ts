import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { systemClock } from "../../../core/clock.ts";
import type { StreamRecord } from "../../../core/ports/table-streams.ts";
import type { DynamoDbContext } from "../context.ts";
import { forwardToStreams } from "../engine/forward.ts";
import { keyText } from "../expiry/expirations.ts";
import { engineIterator } from "./iterator.ts";
import { type Stream, sequenceNumber } from "./stream.ts";

export interface RecordsPage {
  readonly records: readonly StreamRecord[];
  /** The engine's iterator behind them. */
  readonly next: string | undefined;
}

/** The records behind an iterator. @throws AwsError ValidationException for what is no iterator of the stream */
export async function readRecords(
  dynamodb: DynamoDbContext,
  stream: Stream,
  { iterator, limit }: { readonly iterator: string; readonly limit?: number | undefined },
): Promise<RecordsPage> {
  const output = await forwardToStreams(dynamodb, "GetRecords", {
    ShardIterator: engineIterator(iterator, stream),
    ...(limit === undefined ? {} : { Limit: limit }),
  });
  const next = output["NextShardIterator"];
  return {
    records: (output["Records"] as readonly StreamRecord[])
      .filter((record) => !changesNothing(record))
      .map((record) => recordOf(dynamodb, stream, record)),
    next: typeof next === "string" ? next : undefined,
  };
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
