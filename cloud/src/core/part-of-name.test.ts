import { expect, test } from "vitest";
import { hasPart, namesMeant } from "./part-of-name.ts";

test.each([
  ["NightlyNight", "nightly", true],
  ["NightlyNight", "Night", true],
  ["orders-Worker-a1", "WORKER", true],
  ["orders-Worker-a1", "works", false],
])("%s and %s: %s", (name, part, expected) => {
  expect(hasPart(name, part)).toBe(expected);
});

test.each([
  ["shop-F-1A2B", ["shop-F-1A2B"]],
  ["F", ["shop-F-1A2B"]],
  ["Flow", ["shop-Flow-3C4D"]],
  ["f", ["shop-F-1A2B", "shop-Flow-3C4D"]],
  ["low", ["shop-Flow-3C4D"]],
  ["shop", ["shop-F-1A2B", "shop-Flow-3C4D"]],
  ["x", []],
])("%s means %j", (word, expected) => {
  expect(namesMeant(["shop-F-1A2B", "shop-Flow-3C4D"], word)).toEqual(expected);
});
