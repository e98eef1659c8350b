import type { LogEvent } from "../../../core/ports/log-files.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { logStreamNotFound } from "../log-groups/errors.ts";
import { requireLogGroup } from "../log-groups/manager.ts";
import { eventId, type ReadEvent } from "./log-stream.ts";

const DAY_MS = 86_400_000;

export interface ReadStream {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Undefined while nothing is known to have been written. */
  readonly lastWrittenAt: number | undefined;
}

export interface TimeRange {
  /** Milliseconds since the epoch; the end is not part of it. */
  readonly from: number;
  readonly to: number;
}

/**
 * Streams of a group by name: those that functions and stages write, and those that clients put into.
 * @throws ResourceNotFoundException
 */
export async function streamsOf(logs: LogsContext, group: string): Promise<readonly ReadStream[]> {
  await logs.files.flush();
  requireLogGroup(logs, group);
  const streams = new Map<string, ReadStream>();
  for (const { name, createdAt } of logs.putStreams.list(group)) {
    const lastWrittenAt = logs.putStreams.lastIngestedAt({ group, name });
    streams.set(name, { name, createdAt, lastWrittenAt });
  }
  for (const stream of logs.files.streams()) {
    if (stream.group !== group) continue;
    const lastWrittenAt = Math.max(stream.lastWrittenAt, streams.get(stream.name)?.lastWrittenAt ?? 0);
    streams.set(stream.name, { name: stream.name, createdAt: stream.createdAt, lastWrittenAt });
  }
  return [...streams.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** @throws ResourceNotFoundException when the group, or the stream, is not there */
export async function requireStream(logs: LogsContext, group: string, name: string): Promise<ReadStream> {
  const stream = (await streamsOf(logs, group)).find((each) => each.name === name);
  if (stream === undefined) throw logStreamNotFound();
  return stream;
}

/** Events of streams of one group in the order of their ids; what its retention has let go is not there. */
export function eventsOf(
  logs: LogsContext,
  group: string,
  streams: readonly string[],
  range: TimeRange,
): readonly ReadEvent[] {
  const { retentionDays } = requireLogGroup(logs, group);
  const kept = retentionDays === undefined ? 0 : logs.clock.now() - retentionDays * DAY_MS;
  const from = Math.max(range.from, kept);
  return streams
    .flatMap((name) => [
      ...shown("file", name, logs.files.events({ group, name })),
      ...shown("put", name, logs.putStreams.events({ group, name })),
    ])
    .filter(({ timestamp }) => timestamp >= from && timestamp < range.to)
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

function shown(source: string, stream: string, events: readonly LogEvent[]): ReadEvent[] {
  return events.map(({ timestamp, ingestedAt, message, position }) => ({
    id: eventId({ source, stream, timestamp, position }),
    stream,
    timestamp,
    ingestedAt,
    message,
  }));
}
