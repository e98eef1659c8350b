import { describe, expect, test } from "vitest";
import { chooseEncoding, isUnchanged } from "./negotiation.ts";

describe("chooseEncoding", () => {
  test.each([
    [undefined, undefined],
    ["", undefined],
    ["identity", undefined],
    ["gzip", "gzip"],
    ["gzip, deflate, br, zstd", "br"],
    ["BR;Q=0.1", "br"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["br;q=0,*", "gzip"],
    ["*", "br"],
    ["*;q=0", undefined],
    ["br;q=high", undefined],
    [";;;,,,=", undefined],
  ])("%j → %j", (header, encoding) => {
    expect(chooseEncoding(header, ["br", "gzip"])).toBe(encoding);
  });

  test("what is not compressed is sent as it is", () => {
    expect(chooseEncoding("br, gzip", [])).toBeUndefined();
  });
});

describe("isUnchanged", () => {
  test.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"x", "a"', true],
    ["*", true],
    ['"b"', false],
    ["a", false],
    [undefined, false],
  ])("%j → %j", (header, unchanged) => {
    expect(isUnchanged(header, '"a"')).toBe(unchanged);
  });
});
