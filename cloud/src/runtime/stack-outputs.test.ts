import { describe, expect, test } from "vitest";
import { UserError } from "../core/errors.ts";
import { findOutput } from "./stack-outputs.ts";

const stacks = [
  { name: "one", outputs: { Only: "1", Both: "a" } },
  { name: "two", outputs: { Both: "b", Empty: "" } },
];

describe("findOutput", () => {
  test.each([
    ["Only", [], "1"],
    ["Both", ["two"], "b"],
    ["Only", ["one", "two"], "1"],
    ["Empty", [], ""],
  ])("%s in %j is %j", (key, only, value) => {
    expect(findOutput(stacks, key, { only, nextCommand: "look" })).toBe(value);
  });

  test.each([
    ["None", [], "No stack has an output None."],
    ["Only", ["two"], "The stack two has no output Only or does not exist."],
    ["Only", ["two", "six"], "None of the stacks two, six has an output Only."],
    ["Both", [], "Several stacks have an output Both: one, two. Choose one with --stack."],
    ["constructor", [], "No stack has an output constructor."],
    ["__proto__", ["one"], "The stack one has no output __proto__ or does not exist."],
  ])("%s in %j is refused in words", (key, only, message) => {
    expect(() => findOutput(stacks, key, { only, nextCommand: "look" })).toThrow(UserError);
    expect(() => findOutput(stacks, key, { only, nextCommand: "look" })).toThrow(message);
  });
});
