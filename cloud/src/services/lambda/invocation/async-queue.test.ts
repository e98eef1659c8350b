import { describe, expect, test } from "vitest";
import { silentLogger } from "../../../core/logger.ts";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { accountConcurrencyReached } from "../shared/errors.ts";
import { createAsyncQueue, type EventLimits } from "./async-queue.ts";
import type { DispatchedInvocation, Target } from "./dispatcher.ts";
import type { EventOutcome } from "./event-outcome.ts";
import { createEventStore } from "./event-store.ts";

const SCOPE = { accountId: "123456789012", region: "eu-west-1" };
const TARGET = { configuration: { version: "7" } } as Target;
const MINUTE = 60_000;

/** What one run of the function ends with; the cloud is killed while a run goes on for ever. */
type Run = "success" | "error" | "throttled" | "endless";

interface World {
  readonly database: ReturnType<typeof openDatabase>;
  readonly timers: ManualTimers;
}

const newWorld = (): World => ({ database: openDatabase(":memory:"), timers: new ManualTimers() });

/** A queue before a function whose runs end as told; the last word holds for all further ones. */
function queueIn(
  { database, timers }: World,
  runs: readonly Run[],
  limits: Partial<EventLimits> = {},
  settling: (outcome: EventOutcome) => void = () => undefined,
) {
  const outcomes: EventOutcome[] = [];
  const abandoned: string[] = [];
  const invocations: DispatchedInvocation[] = [];
  const events = createEventStore(database);
  const queue = createAsyncQueue({
    dispatcher: {
      find: () => TARGET,
      invoke: async (_target, invocation) => {
        const run = runs[Math.min(invocations.push(invocation), runs.length) - 1];
        if (run === "endless") return new Promise(() => undefined);
        if (run === "throttled") throw accountConcurrencyReached();
        return { functionError: run === "error", payload: Buffer.from('"done"'), log: Buffer.alloc(0) };
      },
    },
    events,
    transaction: (work) => database.transaction(work),
    timers,
    clock: { now: () => timers.elapsed() },
    logger: silentLogger,
    scope: SCOPE,
    randomness: { uuid: () => "request-1" },
    limitsOf: () => ({ retryAttempts: 2, ageSeconds: 21_600, isStopped: false, ...limits }),
    settled: (_reference, outcome) => {
      settling(outcome);
      outcomes.push(outcome);
    },
  });
  return {
    queue,
    outcomes,
    abandoned,
    invocations,
    kept: () => events.list(),
    /** Lets what has been started end, then time pass. */
    pass: async (milliseconds = 0) => {
      for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
      timers.advance(milliseconds);
      for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    },
  };
}

/** With one event, which its sender keeps an eye on. */
function queueOf(runs: readonly Run[], limits: Partial<EventLimits> = {}) {
  const made = queueIn(newWorld(), runs, limits);
  const { abandoned, queue } = made;
  queue.addPassing({ name: "fn", qualifier: "" }, { payload: "{}" }, (reason) => void abandoned.push(reason));
  return made;
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
        last: expect.objectContaining({ version: "7", functionError: false }),
        lineage: [],
      },
    ]);
    expect(abandoned).toEqual([]);
  });

  test("tries again after one minute and after two more, under the same request", async () => {
    const { outcomes, abandoned, invocations, pass } = queueOf(["error"]);
    const runs: number[] = [];
    for (const milliseconds of [0, MINUTE - 1, 1, 2 * MINUTE - 1, 1, 60 * MINUTE]) {
      await pass(milliseconds);
      runs.push(invocations.length);
    }
    expect(runs).toEqual([1, 1, 2, 2, 3, 3]);
    expect(new Set(invocations.map(({ requestId }) => requestId))).toEqual(new Set(["request-1"]));
    expect(outcomes).toMatchObject([{ condition: "RetriesExhausted", attempts: 3 }]);
    expect(abandoned).toEqual(["the function failed 3 times"]);
  });

  test.each([
    [0, 1, "the function failed"],
    [1, 2, "the function failed 2 times"],
  ])("MaximumRetryAttempts %i: %i runs", async (retryAttempts, attempts, reason) => {
    const { outcomes, abandoned, invocations, pass } = queueOf(["error"], { retryAttempts });
    for (let minute = 0; minute < 5; minute += 1) await pass(MINUTE);
    expect(invocations).toHaveLength(attempts);
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
    const { outcomes, invocations, pass } = queueOf(["success"], { isStopped: true });
    await pass();
    expect(invocations).toEqual([]);
    expect(outcomes).toMatchObject([{ condition: "ZeroReservedConcurrency", attempts: 0, last: undefined }]);
  });
});

const FN = { name: "fn", qualifier: "live" };
const EVENT = { payload: Buffer.from('{"a":1}'), clientContext: '{"custom":1}' };

describe("LAM-31: an accepted event outlives the cloud", () => {
  test("a run that a stop has interrupted is made again, as the same event", async () => {
    const world = newWorld();
    const before = queueIn(world, ["endless"]);
    before.queue.add(FN, { ...EVENT, requestId: "kept" }, { lineage: ["first", "second"] });
    await before.pass();
    expect(before.kept()).toHaveLength(1);

    const after = queueIn(world, ["success"]);
    after.queue.resume();
    await after.pass();

    expect(after.invocations).toEqual([{ ...EVENT, requestId: "kept" }]);
    expect(after.outcomes).toMatchObject([
      { condition: "Success", attempts: 1, requestId: "kept", lineage: ["first", "second"] },
    ]);
    expect(after.outcomes[0]?.functionArn).toMatch(/:fn:live$/);
    expect(after.kept()).toEqual([]);
  });

  test("attempts, the pause before the next and what the last has ended with are kept", async () => {
    const world = newWorld();
    const before = queueIn(world, ["error"], { retryAttempts: 1 });
    before.queue.add(FN, EVENT);
    await before.pass(10_000);
    before.queue.close();

    const after = queueIn(world, ["error"], { retryAttempts: 1 });
    after.queue.resume();
    await after.pass(MINUTE - 10_000 - 1);
    expect(after.invocations).toHaveLength(0);
    await after.pass(1);
    expect(after.invocations).toHaveLength(1);
    expect(after.outcomes).toMatchObject([{ condition: "RetriesExhausted", attempts: 2 }]);
  });

  test("its age goes on while the cloud is down", async () => {
    const world = newWorld();
    const before = queueIn(world, ["error"], { ageSeconds: 100 });
    before.queue.add(FN, EVENT);
    await before.pass();
    before.queue.close();
    world.timers.advance(30 * MINUTE);

    const after = queueIn(world, ["throttled"], { ageSeconds: 100 });
    after.queue.resume();
    await after.pass();
    expect(after.outcomes).toMatchObject([
      { condition: "EventAgeExceeded", attempts: 1, last: { version: "7", functionError: true } },
    ]);
    expect(String(after.outcomes[0]?.last?.payload)).toBe('"done"');
  });

  test("how a run ends while the cloud ends is not taken for its end", async () => {
    const world = newWorld();
    const before = queueIn(world, ["success"]);
    before.queue.add(FN, EVENT);
    before.queue.close();
    await before.pass();
    expect(before.outcomes).toEqual([]);
    expect(before.kept()).toHaveLength(1);
  });

  test("its end is written with what is made of it: a record that is not written leaves the event", async () => {
    const { queue, kept, pass } = queueIn(newWorld(), ["success"], {}, () => {
      throw new Error("the disk is full");
    });
    queue.add(FN, EVENT);
    await pass();
    expect(kept()).toHaveLength(1);
  });

  test("what its sender keeps himself leaves nothing behind", async () => {
    const world = newWorld();
    const { queue, kept, pass } = queueIn(world, ["endless"]);
    queue.addPassing(FN, EVENT, () => undefined);
    await pass();
    expect(kept()).toEqual([]);
  });
});

describe("LAM-35: an event of a function that was deleted reaches no other of its name", () => {
  const later = { name: "fn", qualifier: "" };

  test("neither one that waits for its next run, nor its record; events of the new one run", async () => {
    const { queue, kept, pass, invocations, outcomes } = queueIn(newWorld(), ["error", "success"]);
    queue.add(FN, { ...EVENT, requestId: "old" });
    await pass();
    queue.forget("fn");
    expect(kept()).toEqual([]);
    queue.add(later, { ...EVENT, requestId: "new" });
    await pass(10 * MINUTE);
    expect(invocations.map(({ requestId }) => requestId)).toEqual(["old", "new"]);
    expect(outcomes).toMatchObject([{ condition: "Success", requestId: "new" }]);
  });

  test("nor what is made of one that runs just then; its sender is told", async () => {
    const { queue, pass, outcomes, abandoned } = queueIn(newWorld(), ["success"]);
    queue.addPassing(FN, EVENT, (reason) => void abandoned.push(reason));
    queue.forget("fn");
    await pass();
    expect(outcomes).toEqual([]);
    expect(abandoned).toEqual(["the function is gone"]);
  });

  test("nor after the next start", async () => {
    const world = newWorld();
    const before = queueIn(world, ["endless"]);
    before.queue.add(FN, EVENT);
    before.queue.add({ ...FN, name: "other" }, EVENT);
    before.queue.forget("fn");
    before.queue.close();
    const after = queueIn(world, ["success"]);
    after.queue.resume();
    await after.pass();
    expect(after.outcomes).toMatchObject([{ functionArn: expect.stringMatching(/:other:live$/) }]);
  });
});
