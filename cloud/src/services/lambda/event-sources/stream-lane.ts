import type { Timers } from "../../../core/clock.ts";
import { REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import { fitting } from "./batch-size.ts";
import type { EventSourceMapping } from "./mapping.ts";
import { type BatchWork, type ReadRecord, workOff } from "./stream-batch.ts";
import { createWake } from "./waiting.ts";

/** Records that are done one batch after another: those of an item never overtake each other. */
export interface StreamLane {
  add(records: readonly ReadRecord[]): void;
  /** Resolves when the signal has ended it and its last batch is through. */
  readonly ended: Promise<void>;
}

interface Options {
  readonly work: BatchWork;
  readonly timers: Timers;
  readonly signal: AbortSignal;
  /** Undefined when it has ended. */
  readonly mapping: () => EventSourceMapping | undefined;
  /** A batch is through. */
  readonly made: () => void;
  /** Something is wrong with this cloud; resolves when it is time for another attempt with the batch. */
  readonly broken: (error: unknown) => Promise<void>;
}

export function createStreamLane({ work, timers, signal, mapping, made, broken }: Options): StreamLane {
  const waiting: ReadRecord[] = [];
  /** More is there than one event takes. */
  const isFull = (): boolean => waiting.reduce((sum, { bytes }) => sum + bytes, 0) >= REQUEST_LIMIT_BYTES;
  const wake = createWake(timers, signal);

  /** As many as a batch has at most, or what is there when the window is over, or when it fills an event. */
  const collect = async (): Promise<readonly ReadRecord[]> => {
    const began = timers.elapsed();
    for (;;) {
      const { batchSize = 0, windowSeconds = 0 } = mapping() ?? {};
      const leftMs = windowSeconds * 1000 - (timers.elapsed() - began);
      if (waiting.length >= batchSize || leftMs <= 0 || signal.aborted || isFull()) {
        const first = waiting.slice(0, batchSize);
        return waiting.splice(0, Math.min(first.length, fitting(first.map(({ record }) => record))));
      }
      await wake.wait(leftMs);
    }
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      if (waiting.length === 0) {
        await wake.wait();
        continue;
      }
      const batch = await collect();
      if (signal.aborted) return;
      try {
        await workOff(work, batch);
        made();
      } catch (error) {
        // LAM-40: what is not done comes again, and nobody else pays for it.
        waiting.unshift(...batch);
        await broken(error);
      }
    }
  };

  return {
    add: (records) => {
      if (records.length === 0) return;
      waiting.push(...records);
      wake.up();
    },
    ended: run(),
  };
}
