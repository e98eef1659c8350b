import { describe, expect, test } from "vitest";
import { textProperty, textsProperty } from "./property-values.ts";

describe("textProperty", () => {
  test.each([
    ["a", "a"],
    ["", ""],
    [123, "123"],
    [true, "true"],
    [null, undefined],
  ])("%j is %j", (value, text) => {
    expect(textProperty({ Name: value }, "Name")).toBe(text);
    expect(textProperty({}, "Name")).toBeUndefined();
  });

  test.each([[{ a: 1 }], [["a"]]])("%j is refused, not ignored", (value) => {
    expect(() => textProperty({ Name: value }, "Name")).toThrow(
      "Value of property Name must be of type String",
    );
  });
});

describe("textsProperty", () => {
  test("a list of texts, or nothing", () => {
    expect(textsProperty({ Arns: ["a", 1] }, "Arns")).toEqual(["a", "1"]);
    expect(textsProperty({}, "Arns")).toEqual([]);
  });

  test.each([["a"], [{ a: "b" }], [[["a"]]], [[null]]])("%j is refused, not ignored", (value) => {
    expect(() => textsProperty({ Arns: value }, "Arns")).toThrow(
      "Value of property Arns must be of type List of String",
    );
  });
});
