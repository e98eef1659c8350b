import type { GetShardIteratorInput } from "../../../wire/models/generated/dynamodbstreams.types.ts";
import { modelledInput } from "../../../wire/models/index.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { forwardToStreams } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { shardIterator } from "../streams/iterator.ts";
import { engineSequenceNumber, engineShardId, requireStream } from "../streams/stream.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export function GetShardIterator(dynamodb: DynamoDbContext): Operation<GetShardIteratorInput> {
  return {
    name: "GetShardIterator",
    input: modelledInput("dynamodbstreams", "GetShardIterator"),
    authorize: asks("dynamodb:GetShardIterator", ({ StreamArn: arn }) => arn),
    run: async ({ StreamArn: arn, ShardId, SequenceNumber: number, ShardIteratorType }) => {
      const stream = requireStream(dynamodb, arn);
      const output = await forwardToStreams(dynamodb, "GetShardIterator", {
        StreamArn: stream.engineArn,
        ShardId: engineShardId(ShardId, stream),
        ShardIteratorType,
        ...(number === undefined ? {} : { SequenceNumber: engineSequenceNumber(number) }),
      });
      return { ShardIterator: shardIterator(stream, String(output["ShardIterator"])) };
    },
  };
}
