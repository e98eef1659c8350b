import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { RoleCaller } from "../../../core/caller.ts";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import { streamArn, testStreams } from "../testing/streams.ts";
import type { EventSourceMapping } from "./mapping.ts";
import type { Polling } from "./source.ts";
import { streamSource } from "./stream-source.ts";

const MAPPING = {
  uuid: "m",
  eventSourceArn: streamArn("large"),
  functionName: "fn",
  qualifier: "",
  enabled: true,
  batchSize: 10_000,
  windowSeconds: 300,
  reportsItemFailures: false,
  filters: [],
  stream: {
    startingPosition: "TRIM_HORIZON",
    startPlace: String(10n ** 20n),
    parallelizationFactor: 1,
    maximumRetryAttempts: -1,
    maximumRecordAgeSeconds: -1,
    bisects: false,
  },
  tags: {},
  lastModified: 0,
} satisfies EventSourceMapping;

test("LAM-41 a stream is read no further than two events ahead of the function", async () => {
  const streams = testStreams(() => 0);
  streams.make("large");
  for (let count = 0; count < 40; count += 1) {
    streams.write("large", String(count), { text: { S: "x".repeat(900_000) } });
  }
  const controller = new AbortController();
  const timers = new ManualTimers();
  const running: number[] = [];
  const polling: Polling = {
    signal: controller.signal,
    current: () => ({ mapping: MAPPING, caller: { kind: "role" } as RoleCaller }),
    invoke: (records) => {
      running.push(records.length);
      return new Promise(() => undefined);
    },
    pause: (error) => Promise.reject(error),
  };
  const source = streamSource({
    streams,
    timers,
    mappings: { findPlace: () => undefined, savePlace: () => undefined },
    clock: { now: () => 0 },
  } as unknown as Parameters<typeof streamSource>[0]);
  void source.poll(streamArn("large"), polling);
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();

  expect([running, streams.readOf("large")]).toEqual([[6], 14]);
});
