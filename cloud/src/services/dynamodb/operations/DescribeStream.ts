import type { DescribeStreamInput } from "../../../wire/models/generated/dynamodbstreams.types.ts";
import { modelledInput } from "../../../wire/models/index.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { forwardToStreams } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { engineShardId, requireStream, type Stream, sequenceNumber, shardId } from "../streams/stream.ts";
import { describeTable } from "../tables/manager.ts";

interface EngineShard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly SequenceNumberRange?: { readonly StartingSequenceNumber?: string };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export function DescribeStream(dynamodb: DynamoDbContext): Operation<DescribeStreamInput> {
  return {
    name: "DescribeStream",
    input: modelledInput("dynamodbstreams", "DescribeStream"),
    unsupportedMembers: ["ShardFilter"],
    authorize: asks("dynamodb:DescribeStream", ({ StreamArn: arn }) => arn),
    run: async ({ StreamArn: arn, Limit, ExclusiveStartShardId: start }) => {
      const stream = requireStream(dynamodb, arn);
      const output = await forwardToStreams(dynamodb, "DescribeStream", {
        StreamArn: stream.engineArn,
        ...(Limit === undefined ? {} : { Limit }),
        ...(start === undefined ? {} : { ExclusiveStartShardId: engineShardId(start, stream) }),
      });
      const { KeySchema } = await describeTable(dynamodb, stream.table);
      const { Shards: shards, ...described } = output["StreamDescription"] as {
        readonly Shards: readonly EngineShard[];
      };
      return {
        StreamDescription: {
          ...described,
          StreamArn: arn,
          StreamLabel: stream.label,
          KeySchema,
          Shards: shards.map((shard) => shardOf(shard, stream)),
        },
      };
    },
  };
}

/** The engine's one shard is open: a range that ends would tell readers that nothing more comes. */
function shardOf({ ShardId, SequenceNumberRange: range }: EngineShard, stream: Stream): object {
  // DDB-12; where there is no record yet, the engine has no number.
  const first = Math.max(Number(range?.StartingSequenceNumber ?? 0), stream.start + 1);
  return {
    ShardId: shardId(ShardId, stream),
    SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(String(first)) },
  };
}
