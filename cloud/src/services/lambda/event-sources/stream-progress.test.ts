import { expect, test } from "vitest";
import { createStreamProgress } from "./stream-progress.ts";

function progressFrom(start: string) {
  const moves: string[] = [];
  return { moves, progress: createStreamProgress(start, (place) => void moves.push(place)) };
}

test("LAM-32 the place lies before every record that is not done", () => {
  const { moves, progress } = progressFrom("100");
  progress.read("105", [
    ["102", 20],
    ["104", 40],
    ["105", 50],
  ]);
  expect(progress.pendingBytes()).toBe(110);
  expect(moves).toEqual(["101"]);
  progress.done(["104"]);
  expect(moves).toEqual(["101"]);
  progress.done(["102"]);
  expect(moves).toEqual(["101", "104"]);
  progress.done(["105"]);
  progress.done(["105"]);
  expect([moves.at(-1), progress.pending(), progress.pendingBytes()]).toEqual(["105", 0, 0]);
});

test("what no filter lets pass moves the place", () => {
  const { moves, progress } = progressFrom("100");
  progress.read("109", []);
  progress.read("109", []);
  expect(moves).toEqual(["109"]);
});
