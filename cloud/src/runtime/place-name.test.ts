import { expect, test } from "vitest";
import { placeName } from "./place-name.ts";

test.each([
  ["what the names share", ["shop-api", "shop-people"], "shop"],
  ["one stack", ["shop-api"], "shop-api"],
  ["names that share nothing", ["api", "people"], "api"],
  ["not the stack that sam makes", ["aws-sam-cli-managed-default", "shop-api", "shop-people"], "shop"],
  ["that one alone", ["aws-sam-cli-managed-default"], "orders"],
  ["no stack", [], "orders"],
])("%s", (_title, stacks, name) => {
  expect(placeName(stacks, "/home/you/orders/.portcullis")).toBe(name);
});
