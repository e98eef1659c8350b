import { createHash } from "node:crypto";
import type { Timers } from "../../../core/clock.ts";
import type { StreamRecord, TableStreams } from "../../../core/ports/table-streams.ts";
import { REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import { functionNotFound } from "../shared/errors.ts";
import { createFilter } from "./filters.ts";
import type { EventSourceKind, Polling } from "./source.ts";
import type { MappingStore } from "./store.ts";
import type { BatchWork } from "./stream-batch.ts";
import { createStreamChecks } from "./stream-checks.ts";
import { type FailureOptions, tellDiscarded } from "./stream-failures.ts";
import { createStreamLane, type StreamLane } from "./stream-lane.ts";
import { createStreamProgress, type StreamProgress } from "./stream-progress.ts";
import { streamSettings } from "./stream-settings.ts";
import { createWake, waited } from "./waiting.ts";

interface Options extends FailureOptions {
  readonly streams: TableStreams;
  readonly mappings: Pick<MappingStore, "findPlace" | "savePlace">;
  readonly timers: Timers;
}

const PAGE = 1000;
/** What is kept for each lane: one event that runs, and the next one. */
const LANE_BYTES = 2 * REQUEST_LIMIT_BYTES;
const PAUSE_FIRST_MS = 500;
const PAUSE_LONGEST_MS = 60_000;

/** The streams of DynamoDB, read under the function's role; a write to the table wakes the reader. */
export function streamSource(options: Options): EventSourceKind {
  const { streams } = options;
  return {
    service: "dynamodb",
    called: "The event source arn",
    conflictsAs: "provided mapping already exists",
    defaultBatchSize: 100,
    check: createStreamChecks(options),
    stream: {
      settings: streamSettings,
      begin: (arn, caller, position) => streams.placeOf(caller, arn, position),
    },
    poll: (arn, polling) => follow(options, arn, polling),
  };
}

async function follow(options: Options, arn: string, polling: Polling): Promise<void> {
  const { mapping } = polling.current() ?? {};
  if (mapping?.stream === undefined) return;
  const { mappings, streams, timers } = options;
  const { signal } = polling;
  const wake = createWake(timers, signal);
  const room = createWake(timers, signal);
  const start = mappings.findPlace(mapping.uuid) ?? mapping.stream.startPlace;
  const progress = createStreamProgress(start, (place) => {
    if (polling.current() !== undefined) mappings.savePlace(mapping.uuid, place);
  });
  const work = workOf(options, { arn, polling, progress });
  const lanes = Array.from({ length: mapping.stream.parallelizationFactor }, () =>
    createStreamLane({
      work,
      timers,
      signal,
      mapping: () => polling.current()?.mapping,
      made: room.up,
      broken: polling.pause,
    }),
  );
  const unsubscribe = streams.onWrite(arn, wake.up);
  let place = start;
  while (!signal.aborted) {
    const now = polling.current();
    if (now === undefined) break;
    // LAM-41: what waits for the function waits in the stream, not in this process.
    const isFull = progress.pendingBytes() >= LANE_BYTES * lanes.length;
    if (isFull || progress.pending() >= Math.max(PAGE, 2 * now.mapping.batchSize * lanes.length)) {
      await room.wait();
      continue;
    }
    try {
      if (now.caller === undefined) throw functionNotFound(now.mapping.functionName);
      const { records, next } = await streams.read(now.caller, arn, { place, limit: PAGE });
      if (next === place) {
        await wake.wait();
        continue;
      }
      place = next;
      give(records, {
        arn,
        filters: now.mapping.filters,
        place,
        progress,
        lanes,
        readAt: options.clock.now(),
      });
    } catch (error) {
      await polling.pause(error);
    }
  }
  unsubscribe();
  wake.up();
  await Promise.all(lanes.map(({ ended }) => ended));
}

interface Given {
  readonly arn: string;
  readonly filters: readonly string[];
  /** Behind the records. */
  readonly place: string;
  readonly progress: StreamProgress;
  readonly lanes: readonly StreamLane[];
  readonly readAt: number;
}

/** Changes of one item go down one lane; what no filter lets pass is done. */
function give(
  records: readonly StreamRecord[],
  { arn, filters, place, progress, lanes, readAt }: Given,
): void {
  const isWanted = createFilter(filters, "none");
  const wanted = records
    .map((record): StreamRecord => ({ ...record, eventSourceARN: arn }))
    .filter((record) => isWanted(record))
    .map((record) => ({ record, readAt, bytes: Buffer.byteLength(JSON.stringify(record)) }));
  progress.read(
    place,
    wanted.map(({ record, bytes }) => [record.dynamodb.SequenceNumber, bytes]),
  );
  for (const [index, lane] of lanes.entries()) {
    lane.add(wanted.filter(({ record }) => laneOf(record, lanes.length) === index));
  }
}

function laneOf({ dynamodb: { Keys } }: StreamRecord, lanes: number): number {
  if (lanes === 1) return 0;
  const key = JSON.stringify(Object.entries(Keys).sort(([one], [other]) => (one < other ? -1 : 1)));
  return createHash("sha256").update(key).digest().readUInt32BE() % lanes;
}

function workOf(
  options: Options,
  {
    arn,
    polling,
    progress,
  }: { readonly arn: string; readonly polling: Polling; readonly progress: StreamProgress },
): BatchWork {
  const { clock, streams, timers } = options;
  return {
    settings: () => (polling.signal.aborted ? undefined : polling.current()?.mapping.stream),
    invoke: polling.invoke,
    done: (records) => progress.done(records.map(({ record }) => record.dynamodb.SequenceNumber)),
    discard: (records, why) => {
      const { mapping, caller } = polling.current() ?? {};
      const shardId = streams.find(arn)?.shardId ?? "";
      if (mapping !== undefined) tellDiscarded(options, { ...why, mapping, caller, shardId, records });
    },
    pause: (failures) =>
      waited(timers, Math.min(PAUSE_FIRST_MS * 2 ** (failures - 1), PAUSE_LONGEST_MS), polling.signal),
    now: () => clock.now(),
  };
}
