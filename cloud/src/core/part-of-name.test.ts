import { expect, test } from "vitest";
import { hasPart } from "./part-of-name.ts";

test.each([
  ["NightlyNight", "nightly", true],
  ["NightlyNight", "Night", true],
  ["orders-Worker-a1", "WORKER", true],
  ["orders-Worker-a1", "works", false],
])("%s and %s: %s", (name, part, expected) => {
  expect(hasPart(name, part)).toBe(expected);
});
