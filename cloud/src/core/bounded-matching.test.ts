import { expect, test } from "vitest";
import { boundedMatching, MatchingTooLong } from "./bounded-matching.ts";

const LIMIT_MS = 20;

/** Backtracks for ever. */
const endless = () => /^(a+)+$/.test(`${"a".repeat(60)}!`);

/** Endless the first time, done the second. */
function endlessAtFirst(): () => string {
  let runs = 0;
  return () => {
    runs += 1;
    if (runs === 1) endless();
    return "done";
  };
}

test("WIRE-1 what backtracks for ever is stopped", () => {
  expect(() => boundedMatching(endless, LIMIT_MS)).toThrow(MatchingTooLong);
});

test("WIRE-1 where others had the processor, the work is begun anew", () => {
  expect(boundedMatching(endlessAtFirst(), LIMIT_MS, () => 0)).toBe("done");
});

test("WIRE-1 what had the processor all the time is not begun anew", () => {
  let spent = 0;
  const processorTime = () => {
    spent += LIMIT_MS;
    return spent;
  };
  expect(() => boundedMatching(endlessAtFirst(), LIMIT_MS, processorTime)).toThrow(MatchingTooLong);
});

test("WIRE-1 a mistake of the work is told at once", () => {
  const broken = () => {
    throw new SyntaxError("no pattern");
  };
  expect(() => boundedMatching(broken, LIMIT_MS)).toThrow("no pattern");
});
