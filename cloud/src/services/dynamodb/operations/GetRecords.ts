import { createHash } from "node:crypto";
import type { GetRecordsInput } from "../../../wire/models/generated/dynamodbstreams.types.ts";
import { modelledInput } from "../../../wire/models/index.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../context.ts";
import { forwardToStreams } from "../engine/forward.ts";
import { engineIterator, shardIterator, streamArnIn } from "../streams/iterator.ts";
import { requireStream, type Stream, sequenceNumber } from "../streams/stream.ts";

interface EngineRecord {
  readonly dynamodb: { readonly SequenceNumber: string };
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
        Records: (output["Records"] as readonly EngineRecord[]).map((record) =>
          recordOf(record, stream, dynamodb.scope.region),
        ),
        ...(typeof next === "string" ? { NextShardIterator: shardIterator(stream, next) } : {}),
      };
    },
  };
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
