import { describe, expect, test } from "vitest";
import { AwsError } from "../core/errors.ts";
import { silentLogger } from "../core/logger.ts";
import { ManualClock } from "../core/testing/manual-clock.ts";
import { ManualTimers } from "../core/testing/manual-timers.ts";
import { type Abandoned, createOutbox, type Outbox, type RetryLimits } from "./outbox.ts";
import { openDatabase } from "./sqlite.ts";

interface Item extends RetryLimits {
  readonly name: string;
}

function world(letters?: AwsError) {
  const database = openDatabase(":memory:");
  database.migrate("test", ["CREATE TABLE seen (name TEXT)"]);
  const write = database.prepare("INSERT INTO seen (name) VALUES (?)");
  const clock = new ManualClock();
  const tried: string[] = [];
  const attempts: string[] = [];
  const abandoned: [string, Abandoned][] = [];
  const refused: string[] = [];
  const fails = new Map<string, unknown>();
  const open = (): { readonly outbox: Outbox<Item>; readonly timers: ManualTimers } => {
    const timers = new ManualTimers();
    const outbox = createOutbox<Item>({
      ...{ database, clock, timers, logger: silentLogger, owner: "test" },
      deliver: ({ name }, attempt) => {
        tried.push(`${name} ${attempt}`);
        write.run(name);
        if (fails.has(name)) throw fails.get(name);
      },
      refused: ({ name }, { step, error }) => void refused.push(`${name} ${step} ${error.code}`),
      leaveDeadLetter: ({ name }, why) => {
        abandoned.push([name, why]);
        if (letters !== undefined) throw letters;
      },
      attempted: ({ name }, { outcome }) => void attempts.push(`${name} ${outcome}`),
    });
    return { outbox, timers };
  };
  return {
    ...{ database, clock, tried, attempts, abandoned, refused, fails, open },
    item: (name: string, limits: Partial<RetryLimits> = {}): Item => ({
      ...{ name, retryAttempts: 2, ageSeconds: 3600, ...limits },
    }),
    seen: () => database.prepare<{ name: string }>("SELECT name FROM seen").all(),
    left: () => database.prepare("SELECT id FROM test_outbox").all(),
  };
}

const busy = new AwsError("ThrottlingException", "Slow down.", 429);

describe("EVT-9 an outbox", () => {
  test("delivers what was added, once, in the order of adding", () => {
    const { open, item, tried, left } = world();
    const { outbox, timers } = open();
    outbox.start();
    for (const name of ["a", "b", "c"]) outbox.add(item(name));
    expect(tried).toEqual([]);

    timers.advance(0);
    timers.advance(60_000);

    expect(tried).toEqual(["a 1", "b 1", "c 1"]);
    expect(left()).toEqual([]);
  });

  test("tells what became of each attempt", () => {
    const { open, item, attempts, fails, clock } = world();
    const { outbox, timers } = open();
    outbox.start();
    fails.set("a", busy);
    fails.set("b", new AwsError("AccessDenied", "No.", 403));
    for (const name of ["a", "b", "c"]) outbox.add(item(name, { retryAttempts: 1 }));
    timers.advance(0);
    expect(attempts).toEqual(["a retried", "b refused", "c delivered"]);
    clock.advanceSeconds(1);
    timers.advance(1_000);
    expect(attempts.slice(3)).toEqual(["a refused"]);
  });

  test("goes on after a stop, also between attempts", () => {
    const { open, item, tried, fails, clock } = world();
    const first = open();
    first.outbox.start();
    fails.set("a", busy);
    first.outbox.add(item("a"));
    first.timers.advance(0);
    first.outbox.close();
    first.outbox.add(item("b"));
    fails.clear();

    const second = open();
    second.outbox.start();
    second.timers.advance(0);
    clock.advanceSeconds(1);

    expect(tried).toEqual(["a 1", "b 1", "a 2"]);
  });

  test("delivers nothing before it is started", () => {
    const { open, item, tried } = world();
    const { outbox, timers } = open();
    outbox.add(item("a"));
    timers.advance(60_000);
    expect(tried).toEqual([]);

    outbox.start();
    timers.advance(0);

    expect(tried).toEqual(["a 1"]);
  });

  test("what an attempt wrote before it failed is not there", () => {
    const { open, item, fails, seen, clock } = world();
    const { outbox, timers } = open();
    outbox.start();
    fails.set("a", busy);
    outbox.add(item("a"));
    timers.advance(0);
    expect(seen()).toEqual([]);

    fails.clear();
    clock.advanceSeconds(1);

    expect(seen()).toEqual([{ name: "a" }]);
  });

  test("what is added in a transaction that is taken back was never added", () => {
    const { open, item, tried, database } = world();
    const { outbox, timers } = open();
    outbox.start();
    const undone = () =>
      database.transaction(() => {
        outbox.add(item("a"));
        throw new Error("no");
      });
    expect(undone).toThrow("no");

    timers.advance(0);

    expect(tried).toEqual([]);
  });

  test.each<[string, unknown, Partial<RetryLimits>, number, string | undefined]>([
    ["a refusal at once", new AwsError("AccessDenied", "No."), {}, 1, undefined],
    ["after the attempts", busy, { retryAttempts: 2 }, 3, "MaximumRetryAttempts"],
    ["after the first attempt", busy, { retryAttempts: 0 }, 1, "MaximumRetryAttempts"],
    ["at the age", busy, { retryAttempts: 9, ageSeconds: 10 }, 4, "MaximumEventAgeInSeconds"],
    ["what broke is tried again", new Error("broke"), { retryAttempts: 1 }, 2, "MaximumRetryAttempts"],
  ])("gives up %s", (_title, error, limits, attempts, condition) => {
    const { open, item, tried, abandoned, fails, clock, left } = world();
    const { outbox, timers } = open();
    outbox.start();
    fails.set("a", error);
    outbox.add(item("a", limits));
    timers.advance(0);
    for (let pause = 1; pause <= 64; pause *= 2) clock.advanceSeconds(pause);

    expect(tried).toHaveLength(attempts);
    expect(abandoned.map(([, why]) => [why.retryAttempts, why.condition])).toEqual([
      [attempts - 1, condition],
    ]);
    expect(left()).toEqual([]);
  });

  test.each([
    ["is left", undefined, ["a deliver AccessDenied"]],
    ["is lost", new AwsError("QueueGone", "None."), ["a deliver AccessDenied", "a dead-letter QueueGone"]],
  ])("tells what is refused: a dead letter that %s", (_title, letters, told) => {
    const { open, item, refused, fails, left } = world(letters);
    const { outbox, timers } = open();
    outbox.start();
    fails.set("a", new AwsError("AccessDenied", "No."));
    outbox.add(item("a"));
    timers.advance(0);

    expect(refused).toEqual(told);
    expect(left()).toEqual([]);
  });
});
