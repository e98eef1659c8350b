import type { Caller } from "../../core/caller.ts";
import { AwsError } from "../../core/errors.ts";
import type { Authorization, Decision } from "../../core/ports/authorization.ts";
import type { StreamAction, TableStreams } from "../../core/ports/table-streams.ts";
import { resourceTags } from "../../wire/tag-keys.ts";
import type { DynamoDbContext } from "./shared/context.ts";
import { tableNameIn } from "./shared/table.ts";
import { latestPosition } from "./streams/begin.ts";
import { iteratorBehind, positionIn, shardIterator } from "./streams/iterator.ts";
import { readRecords } from "./streams/records.ts";
import {
  engineSequenceNumber,
  FIRST_SHARD,
  requireStream,
  type Stream,
  sequenceNumber,
  shardId,
  streamOf,
} from "./streams/stream.ts";

/** The streams for the other services of this cloud. */
export function createTableStreams(dynamodb: DynamoDbContext, authorization: Authorization): TableStreams {
  const tableOf = (arn: string) => dynamodb.tables.find(tableNameIn(dynamodb.scope, arn) ?? "");
  const decide = (caller: Caller, action: StreamAction, arn: string): Decision =>
    // DDB-14: who reads from inside needs what a caller over the network needs.
    authorization.decide({ caller, action, resource: arn, context: resourceTags(tableOf(arn)?.tags) });
  /** @throws AwsError */
  const allowed = (caller: Caller, action: StreamAction, arn: string): Stream => {
    const { allowed: yes, message, why } = decide(caller, action, arn);
    if (yes) return requireStream(dynamodb, arn);
    throw new AwsError("AccessDeniedException", message).because(why);
  };
  return {
    find: (arn) => {
      const table = tableOf(arn);
      const stream = table === undefined ? undefined : streamOf(dynamodb.scope, table);
      return stream?.arn === arn ? { shardId: shardId(engineShard(stream), stream) } : undefined;
    },
    decide,
    placeOf: async (caller, arn, position) => {
      const { table, engineArn, start } = allowed(caller, "dynamodb:GetShardIterator", arn);
      const latest =
        position === "TRIM_HORIZON"
          ? start
          : await latestPosition(dynamodb.engine.call, { table, engineArn });
      return sequenceNumber(String(latest));
    },
    read: async (caller, arn, { place, limit }) => {
      const stream = allowed(caller, "dynamodb:GetRecords", arn);
      const position = Number(engineSequenceNumber(place));
      const iterator = shardIterator(stream, iteratorBehind(stream.table, position));
      const { records, next } = await readRecords(dynamodb, stream, { iterator, limit });
      return {
        records,
        next: next === undefined ? place : sequenceNumber(String(Math.max(positionIn(next), position))),
      };
    },
    onWrite: (arn, wake) => {
      const table = tableNameIn(dynamodb.scope, arn);
      return table === undefined ? () => undefined : dynamodb.writes.subscribe(table, wake);
    },
  };
}

const engineShard = ({ table }: Stream): string => `${FIRST_SHARD}-${table}`;
