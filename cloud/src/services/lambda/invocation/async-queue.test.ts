import { describe, expect, test } from "vitest";
import { silentLogger } from "../../../core/logger.ts";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import { accountConcurrencyReached } from "../shared/errors.ts";
import { createAsyncQueue, type EventLimits } from "./async-queue.ts";
import type { Target } from "./dispatcher.ts";
import type { EventOutcome } from "./event-outcome.ts";

const SCOPE = { accountId: "123456789012", region: "eu-west-1" };
const TARGET = { configuration: { version: "7" } } as Target;
const MINUTE = 60_000;

/** What one run of the function ends with. */
type Run = "success" | "error" | "throttled";

/** A queue before a function whose runs end as told; the last word holds for all further ones. */
function queueOf(runs: readonly Run[], limits: Partial<EventLimits> = {}) {
  const timers = new ManualTimers();
  const outcomes: EventOutcome[] = [];
  const abandoned: string[] = [];
  const requestIds: (string | undefined)[] = [];
  const queue = createAsyncQueue({
    dispatcher: {
      find: () => TARGET,
      invoke: async (_target, { requestId }) => {
        const run = runs[Math.min(requestIds.push(requestId), runs.length) - 1];
        if (run === "throttled") throw accountConcurrencyReached();
        return { functionError: run === "error", payload: Buffer.from('"done"'), log: Buffer.alloc(0) };
      },
    },
    timers,
    logger: silentLogger,
    scope: SCOPE,
    randomness: { uuid: () => "request-1" },
    limitsOf: () => ({ retryAttempts: 2, ageSeconds: 21_600, isStopped: false, ...limits }),
    settled: (_reference, outcome) => void outcomes.push(outcome),
  });
  queue.add({ name: "fn", qualifier: "" }, { payload: "{}" }, (reason) => void abandoned.push(reason));
  return {
    outcomes,
    abandoned,
    requestIds,
    /** Lets what has been started end, then time pass. */
    pass: async (milliseconds = 0) => {
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      timers.advance(milliseconds);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    },
  };
}

describe("The queue of asynchronous events", () => {
  test("tells of an event that went well, once", async () => {
    const { outcomes, abandoned, pass } = queueOf(["success"]);
    await pass(10 * MINUTE);
    expect(outcomes).toEqual([
      {
        condition: "Success",
        requestId: "request-1",
        functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:fn:$LATEST",
        payload: "{}",
        attempts: 1,
        last: expect.objectContaining({ configuration: TARGET.configuration }),
      },
    ]);
    expect(abandoned).toEqual([]);
  });

  test("tries again after one minute and after two more, under the same request", async () => {
    const { outcomes, abandoned, requestIds, pass } = queueOf(["error"]);
    const runs: number[] = [];
    for (const milliseconds of [0, MINUTE - 1, 1, 2 * MINUTE - 1, 1, 60 * MINUTE]) {
      await pass(milliseconds);
      runs.push(requestIds.length);
    }
    expect(runs).toEqual([1, 1, 2, 2, 3, 3]);
    expect(new Set(requestIds)).toEqual(new Set(["request-1"]));
    expect(outcomes).toMatchObject([{ condition: "RetriesExhausted", attempts: 3 }]);
    expect(abandoned).toEqual(["the function failed 3 times"]);
  });

  test.each([
    [0, 1, "the function failed"],
    [1, 2, "the function failed 2 times"],
  ])("MaximumRetryAttempts %i: %i runs", async (retryAttempts, attempts, reason) => {
    const { outcomes, abandoned, requestIds, pass } = queueOf(["error"], { retryAttempts });
    for (let minute = 0; minute < 5; minute += 1) await pass(MINUTE);
    expect(requestIds).toHaveLength(attempts);
    expect(outcomes).toMatchObject([{ condition: "RetriesExhausted", attempts }]);
    expect(abandoned).toEqual([reason]);
  });

  test("a success after an error is a success with two runs", async () => {
    const { outcomes, pass } = queueOf(["error", "success"]);
    await pass(MINUTE);
    expect(outcomes).toMatchObject([{ condition: "Success", attempts: 2 }]);
  });

  test.each([
    ["errors that the next run would come too late for", 100, ["error"], 2],
    ["throttling, which does not count as a run", 60, ["throttled"], 0],
    ["six hours of throttling", 21_600, ["throttled"], 0],
  ] as const)("MaximumEventAgeInSeconds: %s", async (_what, ageSeconds, runs, attempts) => {
    const { outcomes, abandoned, pass } = queueOf(runs, { ageSeconds });
    for (let second = 0; second < ageSeconds + 1; second += 1) await pass(1000);
    expect(outcomes).toMatchObject([{ condition: "EventAgeExceeded", attempts }]);
    expect(abandoned).toEqual([`it is older than ${ageSeconds} seconds`]);
  });

  test("throttling is waited for, and the event then runs", async () => {
    const { outcomes, pass } = queueOf(["throttled", "throttled", "success"], { retryAttempts: 0 });
    await pass(1000);
    await pass(2000);
    expect(outcomes).toMatchObject([{ condition: "Success", attempts: 1 }]);
  });

  test("a function without any concurrency gets no event, and is not waited for", async () => {
    const { outcomes, requestIds, pass } = queueOf(["success"], { isStopped: true });
    await pass();
    expect(requestIds).toEqual([]);
    expect(outcomes).toMatchObject([{ condition: "ZeroReservedConcurrency", attempts: 0, last: undefined }]);
  });
});
