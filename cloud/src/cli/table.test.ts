import { expect, test } from "vitest";
import { table } from "./table.ts";

test("TRACE-7 a cell does not leave its line", () => {
  expect(table(["NAME"], [["eve\nmallory  Admins"]])).toEqual(["NAME", "eve\\u000amallory  Admins"]);
});
