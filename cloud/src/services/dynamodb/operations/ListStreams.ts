import type { ListStreamsInput } from "../../../wire/models/generated/dynamodbstreams.types.ts";
import { modelledInput } from "../../../wire/models/index.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { nameOf } from "../shared/table.ts";
import { streamOf } from "../streams/stream.ts";

const MOST = 100;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export function ListStreams({ tables, scope }: DynamoDbContext): Operation<ListStreamsInput> {
  return {
    name: "ListStreams",
    input: modelledInput("dynamodbstreams", "ListStreams"),
    authorize: asks("dynamodb:ListStreams", anyResource),
    run: ({ TableName: given, Limit: limit = MOST, ExclusiveStartStreamArn: start = "" }) => {
      const names = given === undefined ? tables.names() : [nameOf(scope, given) ?? ""];
      const streams = names
        .flatMap((name) => tables.find(name) ?? [])
        .flatMap((table) => streamOf(scope, table) ?? [])
        .filter(({ arn }) => arn > start)
        .sort((one, other) => (one.arn < other.arn ? -1 : 1));
      const page = streams.slice(0, limit);
      return {
        Streams: page.map(({ arn, table, label }) => ({
          StreamArn: arn,
          TableName: table,
          StreamLabel: label,
        })),
        ...(streams.length > limit ? { LastEvaluatedStreamArn: page.at(-1)?.arn } : {}),
      };
    },
  };
}
