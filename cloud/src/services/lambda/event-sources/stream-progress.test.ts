import { expect, test } from "vitest";
import { createStreamProgress } from "./stream-progress.ts";

function progressFrom(start: string) {
  const moves: string[] = [];
  return { moves, progress: createStreamProgress(start, (place) => void moves.push(place)) };
}

test("LAM-32 the place lies before every record that is not done", () => {
  const { moves, progress } = progressFrom("100");
  progress.read("105", ["102", "104", "105"]);
  expect(moves).toEqual(["101"]);
  progress.done(["104"]);
  expect(moves).toEqual(["101"]);
  progress.done(["102"]);
  expect(moves).toEqual(["101", "104"]);
  progress.done(["105"]);
  expect([moves.at(-1), progress.pending()]).toEqual(["105", 0]);
});

test("what no filter lets pass moves the place", () => {
  const { moves, progress } = progressFrom("100");
  progress.read("109", []);
  progress.read("109", []);
  expect(moves).toEqual(["109"]);
});
