import { describe, expect, test } from "vitest";
import type { AnyOperation } from "./operation.ts";
import { unsupportedMember } from "./pipeline.ts";

const operation: AnyOperation = {
  name: "Act",
  unsupportedMembers: ["Plain", "Settings.Deep.Member", "Items.Extra"],
  authorize: () => [],
  run: () => undefined,
};

describe("WIRE-5 members of the model that an operation does not do", () => {
  test.each([
    ["Plain", { Plain: "x" }],
    ["Plain", { Plain: 0 }],
    ["Plain", { Plain: { Any: [true] } }],
    ["Settings.Deep.Member", { Settings: { Deep: { Member: "x" } } }],
    ["Items.Extra", { Items: [{}, { Extra: true }] }],
  ])("%s is refused by name in %j", (path, input) => {
    expect(unsupportedMember(operation, input)).toBe(path);
  });

  test.each([
    [{}],
    [{ Other: "x" }],
    [{ Plain: null }],
    [{ Plain: "" }],
    [{ Plain: false }],
    [{ Plain: [] }],
    [{ Plain: { Enabled: false, Names: [] } }],
    [{ Settings: { Deep: "x" } }],
    [{ Items: [{ Name: "a" }] }],
    [undefined],
  ])("%j asks for none of them", (input) => {
    expect(unsupportedMember(operation, input)).toBeUndefined();
  });
});
