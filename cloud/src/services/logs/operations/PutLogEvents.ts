import type { InputLogEvent, PutLogEventsRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { invalidParameter } from "../log-groups/errors.ts";
import { requireLogGroup } from "../log-groups/manager.ts";
import { eventId, logStreamArn } from "../streams/log-stream.ts";
import { requireStream } from "../streams/reading.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OLDEST_DAYS = 14;
const NEWEST_HOURS = 2;
const BATCH_BYTES = 1_048_576;
/** A batch as JSON, most of it escaped. */
const BODY_BYTES = 8 * BATCH_BYTES;
const BYTES_AROUND_EVENT = 26;

/**
 * Keeps events when it answers: they survive the end of the cloud. What is too old or too new is told
 * and left out. The sequence token means nothing any more, as on AWS.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export function PutLogEvents(logs: LogsContext): Operation<PutLogEventsRequest> {
  return {
    name: "PutLogEvents",
    unsupportedMembers: ["entity"],
    bodyLimitBytes: BODY_BYTES,
    authorize: asks("logs:PutLogEvents", ({ logGroupName, logStreamName }, scope) =>
      logStreamArn(scope, logGroupName, logStreamName),
    ),
    run: async ({ logGroupName: group, logStreamName: name, logEvents }) => {
      assertBatch(logEvents);
      const { createdAt } = await requireStream(logs, group, name);
      const now = logs.clock.now();
      const { retentionDays = Number.POSITIVE_INFINITY } = requireLogGroup(logs, group);
      const count = (isOut: (timestamp: number) => boolean) =>
        logEvents.filter(({ timestamp }) => isOut(timestamp)).length;
      const expired = count((timestamp) => timestamp < now - retentionDays * DAY_MS);
      const tooOld = count((timestamp) => timestamp < now - OLDEST_DAYS * DAY_MS);
      const tooNew = count((timestamp) => timestamp > now + NEWEST_HOURS * HOUR_MS);
      const taken = logEvents.slice(Math.max(expired, tooOld), logEvents.length - tooNew);
      const events = taken.map(({ timestamp, message }) => ({ timestamp, message, ingestedAt: now }));
      logs.putStreams.append({ group, name, createdAt }, events);
      const rejected = {
        ...(tooNew > 0 ? { tooNewLogEventStartIndex: logEvents.length - tooNew } : {}),
        ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
        ...(expired > 0 ? { expiredLogEventEndIndex: expired } : {}),
      };
      return {
        nextSequenceToken: eventId({ source: "next", stream: name, timestamp: now, position: 0 }),
        ...(Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected }),
      };
    },
  };
}

function assertBatch(events: readonly InputLogEvent[]): void {
  const isOrdered = events.every((event, index) => event.timestamp >= (events[index - 1]?.timestamp ?? 0));
  if (!isOrdered) {
    throw invalidParameter("Log events in a single PutLogEvents request must be in chronological order.");
  }
  const span = (events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0);
  if (span > DAY_MS) {
    throw invalidParameter(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    );
  }
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + BYTES_AROUND_EVENT, 0);
  if (bytes > BATCH_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${BATCH_BYTES}`);
  }
}
