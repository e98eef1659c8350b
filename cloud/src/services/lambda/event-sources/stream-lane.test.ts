import { expect, test } from "vitest";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import type { EventSourceMapping } from "./mapping.ts";
import { createStreamLane } from "./stream-lane.ts";

const recordOf = (number: number, bytes = 10) => ({
  readAt: 0,
  bytes,
  record: {
    eventName: "INSERT",
    dynamodb: { SequenceNumber: String(number), ApproximateCreationDateTime: 0, Keys: {} },
  },
});

function laneWith(batchSize: number, windowSeconds: number, breaksAt = "") {
  const timers = new ManualTimers();
  const controller = new AbortController();
  const batches: string[] = [];
  const broken: unknown[] = [];
  const lane = createStreamLane({
    work: {
      settings: () => ({
        startingPosition: "LATEST",
        startPlace: "",
        parallelizationFactor: 1,
        maximumRetryAttempts: -1,
        maximumRecordAgeSeconds: -1,
        bisects: false,
      }),
      invoke: async (records) => {
        const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber).join();
        batches.push(numbers);
        if (numbers === breaksAt && broken.length === 0) throw new Error(`broke at ${numbers}`);
        return { outcome: { kind: "done" }, requestId: "", version: "", functionError: false };
      },
      done: () => undefined,
      discard: () => undefined,
      pause: async () => undefined,
      now: () => 0,
    },
    timers,
    signal: controller.signal,
    mapping: () => ({ batchSize, windowSeconds }) as EventSourceMapping,
    made: () => undefined,
    broken: async (error) => void broken.push(error),
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return {
    batches,
    broken,
    add: async (...numbers: readonly number[]) => {
      lane.add(numbers.map((number) => recordOf(number)));
      await settle();
    },
    addLarge: async (number: number, bytes: number) => {
      lane.add([recordOf(number, bytes)]);
      await settle();
    },
    pass: async (seconds: number) => {
      timers.advance(seconds * 1000);
      await settle();
    },
    end: () => {
      controller.abort();
      return lane.ended;
    },
  };
}

test("without a window a batch is what is there", async () => {
  const { batches, add } = laneWith(2, 0);
  await add(1);
  await add(2, 3, 4);
  expect(batches).toEqual(["1", "2,3", "4"]);
});

test("a window is waited for, from the first record on, unless the batch is full before", async () => {
  const { batches, add, pass } = laneWith(3, 10);
  await add(1);
  await pass(9);
  await add(2);
  expect(batches).toEqual([]);
  await pass(1);
  expect(batches).toEqual(["1,2"]);
  await add(3, 4, 5, 6);
  expect(batches).toEqual(["1,2", "3,4,5"]);
});

test("nothing begins any more after the end", async () => {
  const { batches, add, pass, end } = laneWith(3, 10);
  await add(1);
  await end();
  await pass(10);
  expect(batches).toEqual([]);
});

test("LAM-40 what breaks over a batch is told, and the batch comes again before all others", async () => {
  const { batches, broken, add } = laneWith(2, 0, "1,2");
  await add(1, 2, 3);
  expect(broken).toEqual([new Error("broke at 1,2")]);
  expect(batches).toEqual(["1,2", "1,2", "3"]);
});

test("a window is not waited for when what is there fills an event", async () => {
  const { batches, addLarge } = laneWith(100, 10);
  await addLarge(1, 4_000_000);
  expect(batches).toEqual([]);
  await addLarge(2, 4_000_000);
  expect(batches).toEqual(["1,2"]);
});
