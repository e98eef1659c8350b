import { expect, test } from "vitest";
import { foldRepeats } from "./fold-repeats.ts";

const SECOND = 1_000;

/** How often each line is told to have been said, where it is told. */
function told(lines: readonly (readonly [line: string, atSeconds: number])[]): string[] {
  const fold = foldRepeats();
  return lines.flatMap(([line, at]) => {
    const times = fold(line, at * SECOND);
    return times === undefined ? [] : [`${line} ${times}`];
  });
}

const every = (seconds: number, count: number, line = "a"): [string, number][] =>
  Array.from({ length: count }, (_, index) => [line, index * seconds]);

test.each<[string, [string, number][], string[]]>([
  [
    "what is said once is told",
    [
      ["a", 0],
      ["b", 1],
      ["c", 2],
    ],
    ["a 1", "b 1", "c 1"],
  ],
  ["what repeats is told with a count, ever more seldom", every(1, 20), ["a 1", "a 2", "a 4", "a 8", "a 16"]],
  [
    "also where others are in between",
    [
      ["a", 0],
      ["b", 0],
      ["a", 1],
      ["b", 1],
      ["a", 2],
      ["b", 2],
    ],
    ["a 1", "b 1", "a 2", "b 2"],
  ],
  ["as slowly as a mapping tries again", every(60, 5), ["a 1", "a 2", "a 4"]],
  [
    "after a while it is told anew",
    [
      ["a", 0],
      ["a", 1],
      ["a", 2],
      ["a", 200],
    ],
    ["a 1", "a 2", "a 1"],
  ],
])("TRACE-9 %s", (_title, lines, expected) => {
  expect(told(lines)).toEqual(expected);
});
