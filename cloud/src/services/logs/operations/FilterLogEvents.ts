import type { FilterLogEventsRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { compilePattern } from "../filter-pattern/index.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { invalidParameter, logStreamNotFound } from "../log-groups/errors.ts";
import { givenGroup } from "../log-groups/identifier.ts";
import { logStreamArn } from "../streams/log-stream.ts";
import { eventsOf, streamsOf } from "../streams/reading.ts";

const DEFAULT_LIMIT = 10_000;
const TOKEN = /^\d{56}$/;
/** Clients may put events that are dated so far ahead of their arrival. */
const AHEAD_MS = 2 * 3_600_000;

/**
 * Events of all streams of a group, or of some, by time. `nextToken` is the id of the last event.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function FilterLogEvents(logs: LogsContext): Operation<FilterLogEventsRequest> {
  return {
    name: "FilterLogEvents",
    unsupportedMembers: ["unmask"],
    authorize: asks("logs:FilterLogEvents", (input, scope) => logStreamArn(scope, givenGroup(input, scope))),
    run: async (input) => {
      const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = DEFAULT_LIMIT, nextToken } = input;
      if (nextToken !== undefined && !TOKEN.test(nextToken)) {
        throw invalidParameter("The specified nextToken is invalid.");
      }
      const group = givenGroup(input, logs.scope);
      const matches = compilePattern(input.filterPattern ?? "");
      const streams = await streamNames(logs, group, input);
      // The end is part of the range here, unlike in GetLogEvents.
      const found = eventsOf(logs, group, streams, { from: startTime, to: endTime + 1 }).filter(
        ({ id, message }) => (nextToken === undefined || id > nextToken) && matches(message),
      );
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        events: page.map(({ id, stream, timestamp, message, ingestedAt }) => ({
          logStreamName: stream,
          timestamp,
          message,
          ingestionTime: ingestedAt,
          eventId: id,
        })),
        searchedLogStreams: [],
        ...(found.length > limit && last !== undefined ? { nextToken: last.id } : {}),
      };
    },
  };
}

async function streamNames(
  logs: LogsContext,
  group: string,
  { logStreamNames, logStreamNamePrefix, startTime = 0 }: FilterLogEventsRequest,
): Promise<string[]> {
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    throw invalidParameter("logStreamNamePrefix and logStreamNames are mutually exclusive parameters.");
  }
  const streams = await streamsOf(logs, group);
  if (logStreamNames?.some((name) => !streams.some((stream) => stream.name === name)) === true) {
    throw logStreamNotFound();
  }
  return streams
    .filter(({ name }) => logStreamNames?.includes(name) ?? name.startsWith(logStreamNamePrefix ?? ""))
    .filter(({ lastWrittenAt }) => (lastWrittenAt ?? 0) + AHEAD_MS >= startTime)
    .map(({ name }) => name);
}
