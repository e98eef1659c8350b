import { expect, test } from "vitest";
import { tagsOfStack } from "../api/questions.ts";
import { FnSub } from "./functions/FnSub.ts";
import { referencesOf } from "./walk.ts";

// Read anew from each place, each of these would take minutes.
test.each([
  ["Fn::Sub", () => FnSub.check("${".repeat(500_000))],
  ["a dynamic reference", () => referencesOf("{{resolve:".repeat(100_000))],
  [
    "the ARN of a stack",
    () => tagsOfStack({ stacks: { find: () => undefined } } as never, `${":stack/a/".repeat(100_000)}\n`),
  ],
])("CFN-LIMITS %s is read in one pass", (_what, read) => {
  expect(read).not.toThrow();
});
