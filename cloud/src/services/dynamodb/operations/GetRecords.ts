import type { StreamRecord } from "../../../core/ports/table-streams.ts";
import type { GetRecordsInput } from "../../../wire/models/generated/dynamodbstreams.types.ts";
import { modelledInput } from "../../../wire/models/index.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { shardIterator, streamArnIn } from "../streams/iterator.ts";
import { readRecords } from "../streams/records.ts";
import { requireStream } from "../streams/stream.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export function GetRecords(dynamodb: DynamoDbContext): Operation<GetRecordsInput> {
  return {
    name: "GetRecords",
    input: modelledInput("dynamodbstreams", "GetRecords"),
    authorize: asks("dynamodb:GetRecords", ({ ShardIterator: iterator }) => streamArnIn(iterator)),
    run: async ({ ShardIterator: iterator, Limit: limit }) => {
      const stream = requireStream(dynamodb, streamArnIn(iterator));
      const { records, next } = await readRecords(dynamodb, stream, { iterator, limit });
      return {
        Records: records.map(told),
        ...(next === undefined ? {} : { NextShardIterator: shardIterator(stream, next) }),
      };
    },
  };
}

/** The API has the identity's members in capitals, Lambda's event has not. */
function told({ userIdentity: by, ...record }: StreamRecord): object {
  if (by === undefined) return record;
  return { ...record, userIdentity: { PrincipalId: by.principalId, Type: by.type } };
}
