import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { GetRecordsInput } from "../../../wire/models/generated/dynamodbstreams.types.ts";
import { modelledInput } from "../../../wire/models/index.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../context.ts";
import { forwardToStreams } from "../engine/forward.ts";
import { engineIterator, shardIterator, streamArnIn } from "../streams/iterator.ts";
import { requireStream, type Stream, sequenceNumber } from "../streams/stream.ts";

interface EngineRecord {
  readonly eventName: string;
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly OldImage?: object;
    readonly NewImage?: object;
  };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export function GetRecords(dynamodb: DynamoDbContext): Operation<GetRecordsInput> {
  return {
    name: "GetRecords",
    input: modelledInput("dynamodbstreams", "GetRecords"),
    authorize: asks("dynamodb:GetRecords", ({ ShardIterator: iterator }) => streamArnIn(iterator)),
    run: async ({ ShardIterator: iterator, Limit }) => {
      const stream = requireStream(dynamodb, streamArnIn(iterator));
      const output = await forwardToStreams(dynamodb, "GetRecords", {
        ShardIterator: engineIterator(iterator, stream),
        ...(Limit === undefined ? {} : { Limit }),
      });
      const next = output["NextShardIterator"];
      return {
        Records: (output["Records"] as readonly EngineRecord[])
          .filter((record) => !changesNothing(record))
          .map((record) => recordOf(record, stream, dynamodb.scope.region)),
        ...(typeof next === "string" ? { NextShardIterator: shardIterator(stream, next) } : {}),
      };
    },
  };
}

/** AWS tells of no write that leaves an item as it was. Only a stream of both images shows which do. */
function changesNothing({
  eventName,
  dynamodb: { OldImage: before, NewImage: after },
}: EngineRecord): boolean {
  return eventName === "MODIFY" && before !== undefined && isDeepStrictEqual(before, after);
}

function recordOf(record: EngineRecord, { arn }: Stream, awsRegion: string): object {
  const { SequenceNumber: number } = record.dynamodb;
  return {
    ...record,
    eventID: createHash("md5").update(`${arn} ${number}`).digest("hex"),
    awsRegion,
    dynamodb: { ...record.dynamodb, SequenceNumber: sequenceNumber(number) },
  };
}
