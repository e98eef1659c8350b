import { describe, expect, test } from "vitest";
import type { StreamSettings } from "./mapping.ts";
import type { BatchRun } from "./source.ts";
import { type BatchWork, type Discard, type ReadRecord, workOff } from "./stream-batch.ts";

const recordOf = (number: number, seconds = 0): ReadRecord => ({
  readAt: 0,
  bytes: 10,
  record: {
    eventName: "INSERT",
    dynamodb: { SequenceNumber: String(number), ApproximateCreationDateTime: seconds, Keys: {} },
  },
});

type Answer = "done" | "throw" | "throttled" | readonly string[];

/** Works three records off with a function that answers as told; the last answer holds for all further runs. */
async function worked(
  answer: (numbers: string) => Answer,
  {
    settings = {},
    records = [recordOf(1), recordOf(2), recordOf(3)],
    passes = () => 0,
  }: {
    readonly settings?: Partial<StreamSettings>;
    readonly records?: readonly ReadRecord[];
    /** Milliseconds that go by with a run. */
    readonly passes?: () => number;
  } = {},
) {
  const runs: string[] = [];
  const done: string[] = [];
  const discarded: [string, Discard["condition"], number, boolean | undefined][] = [];
  const pauses: number[] = [];
  let now = 0;
  let hasEnded = false;
  const numbersOf = (some: readonly ReadRecord[]) =>
    some.map(({ record }) => record.dynamodb.SequenceNumber).join("");
  const work: BatchWork = {
    settings: () =>
      hasEnded
        ? undefined
        : {
            startingPosition: "LATEST",
            startPlace: "",
            parallelizationFactor: 1,
            maximumRetryAttempts: -1,
            maximumRecordAgeSeconds: -1,
            bisects: false,
            ...settings,
          },
    invoke: async (some) => {
      const numbers = some.map(({ dynamodb }) => dynamodb.SequenceNumber).join("");
      runs.push(numbers);
      if (runs.length > 20) hasEnded = true;
      now += passes();
      return runOf(answer(numbers));
    },
    done: (some) => void (some.length > 0 && done.push(numbersOf(some))),
    discard: (some, { condition, runs: count, last }) =>
      void discarded.push([numbersOf(some), condition, count, last?.functionError]),
    pause: async (failures) => void pauses.push(failures),
    now: () => now,
  };
  await workOff(work, records);
  return { runs, done, discarded, pauses, hasEnded };
}

function runOf(answer: Answer): BatchRun {
  const run = { requestId: "r", version: "1", functionError: answer === "throw" };
  if (answer === "throttled") return { ...run, outcome: { kind: "failed" }, refusal: new Error("busy") };
  if (answer === "throw") return { ...run, outcome: { kind: "failed" } };
  if (answer === "done") return { ...run, outcome: { kind: "done" } };
  return { ...run, outcome: { kind: "some-failed", identifiers: answer } };
}

describe("A batch of a stream", () => {
  test("that went well is done", async () => {
    expect(await worked(() => "done")).toMatchObject({ runs: ["123"], done: ["123"], discarded: [] });
  });

  test("that failed comes again as a whole, with growing pauses, until it went well", async () => {
    let left = 2;
    expect(await worked(() => (left-- > 0 ? "throw" : "done"))).toMatchObject({
      runs: ["123", "123", "123"],
      done: ["123"],
      pauses: [1, 2],
    });
  });

  test("without an end of attempts nothing is given up", async () => {
    const { discarded, done, hasEnded } = await worked(() => "throw");
    expect([discarded, done, hasEnded]).toEqual([[], [], true]);
  });

  test.each([
    [0, 1],
    [2, 3],
  ])("MaximumRetryAttempts %i: %i runs, then it is given up", async (maximumRetryAttempts, count) => {
    const { runs, discarded, done } = await worked(() => "throw", { settings: { maximumRetryAttempts } });
    expect(runs).toHaveLength(count);
    expect(discarded).toEqual([["123", "RetryAttemptsExhausted", count, true]]);
    expect(done).toEqual(["123"]);
  });

  test("a throttled call is no attempt", async () => {
    let left = 4;
    const { runs, discarded } = await worked(() => (left-- > 0 ? "throttled" : "done"), {
      settings: { maximumRetryAttempts: 0 },
    });
    expect([runs.length, discarded]).toEqual([5, []]);
  });

  test("LAM-32 of a batch with failed items it begins again at the first of them", async () => {
    const answers: Answer[] = [["3", "2"], ["2"], "done"];
    expect(await worked(() => answers.shift() ?? "done")).toMatchObject({
      runs: ["123", "23", "23"],
      done: ["1", "23"],
    });
  });

  test("failed items that never succeed are given up with what follows them, without an error", async () => {
    const { discarded, done } = await worked((numbers) => (numbers.includes("2") ? ["2"] : "done"), {
      settings: { maximumRetryAttempts: 1 },
    });
    expect(discarded).toEqual([["23", "RetryAttemptsExhausted", 2, false]]);
    expect(done).toEqual(["1", "23"]);
  });

  test("LAM-28 a number that is not in the batch is the failure of all", async () => {
    const answers: Answer[] = [["2", "9"], "done"];
    expect((await worked(() => answers.shift() ?? "done")).runs).toEqual(["123", "123"]);
  });

  test("halves until the one that fails is alone; a split is no attempt", async () => {
    const { runs, discarded, done } = await worked((numbers) => (numbers.includes("2") ? "throw" : "done"), {
      settings: { bisects: true, maximumRetryAttempts: 1 },
      records: [1, 2, 3, 4].map((number) => recordOf(number)),
    });
    expect(runs).toEqual(["1234", "12", "1", "2", "2", "34"]);
    expect(discarded).toEqual([["2", "RetryAttemptsExhausted", 4, true]]);
    expect(done).toEqual(["1", "2", "34"]);
  });

  test("with failed items it is split at the first of them", async () => {
    const { runs } = await worked((numbers) => (numbers === "123" ? ["2"] : "done"), {
      settings: { bisects: true, maximumRetryAttempts: 0 },
    });
    expect(runs).toEqual(["123", "23"]);
  });

  test("MaximumRecordAgeInSeconds: what is older is given up, the others are not", async () => {
    const { runs, discarded } = await worked(() => "throw", {
      settings: { maximumRecordAgeSeconds: 60 },
      records: [recordOf(1, -70), recordOf(2, -10), recordOf(3, 40)],
      passes: () => 30_000,
    });
    expect(discarded).toEqual([
      ["1", "RecordAgeExceeded", 0, undefined],
      ["2", "RecordAgeExceeded", 2, true],
      ["3", "RecordAgeExceeded", 4, true],
    ]);
    expect(runs).toEqual(["23", "23", "3", "3"]);
  });

  test("after a day of attempts a record is gone, as on AWS, and nobody is told", async () => {
    const { runs, done, discarded } = await worked(() => "throw", { passes: () => 50_000_000 });
    expect([runs, done, discarded]).toEqual([["123", "123"], ["123"], []]);
  });

  test("LAM-28, LAM-40 whose answer names more than a call takes arguments is read all the same", async () => {
    const many = Array<string>(300_000).fill("3");
    const { runs, done, hasEnded } = await worked((numbers) => (numbers === "123" ? [...many, "2"] : "done"));
    expect({ runs, done, hasEnded }).toEqual({ runs: ["123", "23"], done: ["1", "23"], hasEnded: false });
  });
});
