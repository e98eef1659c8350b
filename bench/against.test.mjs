import { describe, expect, test } from "vitest";
import { assertBuilt, comparedRows } from "./lib/against.mjs";
import { interleavedRecords } from "./lib/numbers.mjs";

describe("--against", () => {
  test("a drift of the machine falls on both sides: the ratio is that of neighbours", () => {
    const before = [1, 2, 4].map((serverMs) => ({ serverMs, p50: serverMs }));
    const after = [1.1, 2.2, 4.4].map((serverMs) => ({ serverMs, p50: serverMs }));
    const [processorTime] = comparedRows("call", before, after);
    expect(processorTime.value).toBeCloseTo(1.1);
    expect(processorTime).toMatchObject({ note: "rounds 1.1 to 1.1", bar: { most: 1.05 } });
  });

  test("what is measured has its turns A B, then B A; warm-up rounds count for nothing", async () => {
    const order = [];
    const subject = (name) => async () => ({ at: order.push(name) });
    const subjects = { a: subject("a"), b: subject("b") };
    const records = await interleavedRecords(subjects, { rounds: 2, warmUps: 1, swapPairs: true });
    expect(order).toEqual(["b", "a", "a", "b", "b", "a"]);
    expect(records.a.map(({ at }) => at)).toEqual([3, 6]);
  });

  test("a folder without a built product is refused by name", () => {
    expect(() => assertBuilt("/nowhere")).toThrow("/nowhere/scripts/start.mjs is not there: build it first.");
  });
});
