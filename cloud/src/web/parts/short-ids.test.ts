import { expect, test } from "vitest";
import { withShortIds } from "./short-ids.ts";

test.each([
  ["the token lacks Admins-7p8q3pltg7q6j1vtnpkhje9hky", "the token lacks Admins-7p8q3plt…9hky"],
  // Names that people gave, and ids that have hyphens, stay whole.
  ["ControlGateFunctionWithALongName threw", "ControlGateFunctionWithALongName threw"],
  ["orders-Quiet-VptSkUZiMNRc threw", "orders-Quiet-VptSkUZiMNRc threw"],
  ["66eb78a7-b3a8-7349-7c93-6e0faf80ba7e", "66eb78a7-b3a8-7349-7c93-6e0faf80ba7e"],
  ["12345678901234567890", "12345678901234567890"],
  ["", ""],
])("%s", (text, short) => {
  expect(withShortIds(text)).toBe(short);
});
