import { describe, expect, test } from "vitest";
import {
  flagProperty,
  numberProperty,
  tagsProperty,
  textProperty,
  textsProperty,
} from "./property-values.ts";

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

describe("numberProperty", () => {
  test.each([
    [8, 8],
    ["8", 8],
    ["0.5", 0.5],
    [null, undefined],
  ])("%j is %j", (value, number) => {
    expect(numberProperty({ Size: value }, "Size")).toBe(number);
  });

  test.each(["lots", "", " ", "8 MB", true, "Infinity", "NaN"])("%j is refused, not ignored", (value) => {
    expect(() => numberProperty({ Size: value }, "Size")).toThrow(
      "Value of property Size must be of type Number",
    );
  });
});

describe("flagProperty", () => {
  test.each([
    [true, true],
    ["True", true],
    ["false", false],
    [false, false],
    [null, undefined],
  ])("%j is %j", (value, flag) => {
    expect(flagProperty({ Open: value }, "Open")).toBe(flag);
  });

  test.each(["yes", "1", 1, 0, "", "truely"])("%j is refused, never false", (value) => {
    expect(() => flagProperty({ Open: value }, "Open")).toThrow(
      "Value of property Open must be of type Boolean",
    );
  });
});

describe("tagsProperty", () => {
  test("by key", () => {
    expect(tagsProperty({ Tags: [{ Key: "team", Value: 7 }, { Key: "empty" }] })).toEqual({
      team: "7",
      empty: "",
    });
    expect(tagsProperty({})).toEqual({});
  });

  test.each([["team"], [{ team: "home" }], [["team=home"]], [[{ Value: "home" }]], [[{ Key: ["a"] }]]])(
    "%j is refused, not ignored",
    (value) => {
      expect(() => tagsProperty({ Tags: value })).toThrow(/^Value of property (Tags|Key) must be of type /);
    },
  );
});
