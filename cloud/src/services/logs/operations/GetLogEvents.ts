import type { GetLogEventsRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { invalidParameter } from "../log-groups/errors.ts";
import { givenGroup } from "../log-groups/identifier.ts";
import { idAtTime, logStreamArn, type ReadEvent } from "../streams/log-stream.ts";
import { eventsOf, requireStream } from "../streams/reading.ts";

const DEFAULT_LIMIT = 10_000;
const TOKEN = /^([fb])\/(\d{56})(?:\/s)?$/;

/**
 * A page of one stream. Both tokens lead on from its ends; at an end the same token comes back.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export function GetLogEvents(logs: LogsContext): Operation<GetLogEventsRequest> {
  return {
    name: "GetLogEvents",
    unsupportedMembers: ["unmask"],
    authorize: asks("logs:GetLogEvents", (input, scope) =>
      logStreamArn(scope, givenGroup(input, scope), input.logStreamName),
    ),
    run: async (input) => {
      const group = givenGroup(input, logs.scope);
      const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = DEFAULT_LIMIT } = input;
      await requireStream(logs, group, input.logStreamName);
      const events = eventsOf(logs, group, [input.logStreamName], { from: startTime, to: endTime });
      const page = pageOf(events, input, limit);
      const here = tokenId(input.nextToken) ?? idAtTime(startTime);
      return {
        events: page.map(({ timestamp, message, ingestedAt }) => ({
          timestamp,
          message,
          ingestionTime: ingestedAt,
        })),
        nextForwardToken: `f/${page.at(-1)?.id ?? here}`,
        nextBackwardToken: `b/${page[0]?.id ?? here}`,
      };
    },
  };
}

function pageOf(
  events: readonly ReadEvent[],
  { nextToken, startFromHead = false }: GetLogEventsRequest,
  limit: number,
): readonly ReadEvent[] {
  if (nextToken === undefined) return startFromHead ? events.slice(0, limit) : events.slice(-limit);
  const id = tokenId(nextToken) ?? "";
  if (nextToken.startsWith("f")) return events.filter((event) => event.id > id).slice(0, limit);
  return events.filter((event) => event.id < id).slice(-limit);
}

function tokenId(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const id = TOKEN.exec(token)?.[2];
  if (id === undefined) throw invalidParameter("The specified nextToken is invalid.");
  return id;
}
