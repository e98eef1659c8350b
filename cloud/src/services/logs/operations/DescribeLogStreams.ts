import type { DescribeLogStreamsRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { invalidParameter } from "../log-groups/errors.ts";
import { givenGroup } from "../log-groups/identifier.ts";
import { logStreamArn } from "../streams/log-stream.ts";
import { eventsOf, type ReadStream, streamsOf } from "../streams/reading.ts";

const DEFAULT_LIMIT = 50;
const ALWAYS = { from: 0, to: Number.POSITIVE_INFINITY } as const;

/**
 * Streams by name, or by what was written last. `nextToken` is the last name of the page.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
 */
export function DescribeLogStreams(logs: LogsContext): Operation<DescribeLogStreamsRequest> {
  return {
    name: "DescribeLogStreams",
    authorize: asks("logs:DescribeLogStreams", (input, scope) =>
      logStreamArn(scope, givenGroup(input, scope)),
    ),
    run: async (input) => {
      const { orderBy = "LogStreamName", descending = false, limit = DEFAULT_LIMIT, nextToken } = input;
      const { logStreamNamePrefix: prefix = "" } = input;
      if (orderBy === "LastEventTime" && prefix !== "") {
        throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
      }
      const group = givenGroup(input, logs.scope);
      const found = (await streamsOf(logs, group)).filter(({ name }) => name.startsWith(prefix));
      const byTime = (left: ReadStream, right: ReadStream) =>
        (left.lastWrittenAt ?? 0) - (right.lastWrittenAt ?? 0);
      const ordered = orderBy === "LastEventTime" ? found.toSorted(byTime) : found;
      const all = descending ? ordered.toReversed() : ordered;
      const from = nextToken === undefined ? 0 : all.findIndex(({ name }) => name === nextToken) + 1;
      if (nextToken !== undefined && from === 0)
        throw invalidParameter("The specified nextToken is invalid.");
      const page = all.slice(from, from + limit);
      const last = page.at(-1);
      return {
        logStreams: page.map((stream) => describe(logs, group, stream)),
        ...(from + limit < all.length && last !== undefined ? { nextToken: last.name } : {}),
      };
    },
  };
}

function describe(logs: LogsContext, group: string, { name, createdAt, lastWrittenAt }: ReadStream): object {
  const events = eventsOf(logs, group, [name], ALWAYS);
  const [first, last] = [events[0], events.at(-1)];
  return {
    logStreamName: name,
    creationTime: createdAt,
    ...(first === undefined ? {} : { firstEventTimestamp: first.timestamp }),
    ...(last === undefined ? {} : { lastEventTimestamp: last.timestamp }),
    ...(lastWrittenAt === undefined ? {} : { lastIngestionTime: lastWrittenAt }),
    arn: logStreamArn(logs.scope, group, name),
    storedBytes: 0,
  };
}
