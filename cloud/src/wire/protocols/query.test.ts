import { describe, expect, test } from "vitest";
import type { Member, Shape } from "../models/constraints.ts";
import { decodeQueryInput, parseForm } from "./query.ts";

const tree: { members: Record<string, Member> } = { members: { Name: { type: "string" } } };
tree.members["Below"] = { type: "list", items: { type: "structure", members: tree.members } };

const SHAPE: Shape = {
  Name: { type: "string" },
  Count: { type: "integer" },
  Share: { type: "number" },
  Dry: { type: "boolean" },
  Names: { type: "list", items: { type: "string" } },
  Filters: { type: "list", wire: { wireName: "Filter", flattened: true }, items: { type: "string" } },
  Rows: { type: "list", items: { type: "string", wire: { wireName: "Row" } } },
  Tags: {
    type: "list",
    items: { type: "structure", members: { Key: { type: "string" }, Value: { type: "string" } } },
  },
  Labels: { type: "map", items: { type: "integer" } },
  Tree: { type: "structure", members: tree.members },
};

const decode = (form: string) => decodeQueryInput(SHAPE, parseForm(form));

describe("members out of a form", () => {
  test.each<[string, object]>([
    ["", {}],
    ["Action=Act&Version=1&Other=x&__proto__=x", {}],
    ["Name=a+b%26c", { Name: "a b&c" }],
    ["Name=", { Name: "" }],
    ["Name=first&Name=second", { Name: "first" }],
    ["Count=-3&Share=0.5&Dry=false", { Count: -3, Share: 0.5, Dry: false }],
    ["Names.member.1=a&Names.member.2=b&Names.member.4=d", { Names: ["a", "b"] }],
    ["Names=", { Names: [] }],
    ["Filter.1=a&Filter.2=b", { Filters: ["a", "b"] }],
    ["Rows.Row.1=a&Rows.member.1=b", { Rows: ["a"] }],
    [
      "Tags.member.1.Key=k&Tags.member.1.Value=v&Tags.member.2.Key=l",
      { Tags: [{ Key: "k", Value: "v" }, { Key: "l" }] },
    ],
    ["Labels.entry.1.key=a&Labels.entry.1.value=1", { Labels: { a: 1 } }],
    ["Tree.Name=a&Tree.Below.member.1.Name=b", { Tree: { Name: "a", Below: [{ Name: "b" }] } }],
  ])("%s is %j", (form, input) => {
    expect(decode(form)).toEqual(input);
  });

  test.each([
    ["Count=1.5", "Value '1.5' at 'Count' must be an integer"],
    ["Count=", "Value '' at 'Count' must be an integer"],
    ["Share=x", "Value 'x' at 'Share' must be a number"],
    ["Dry=yes", "Value 'yes' at 'Dry' must be a boolean"],
    ["Labels.entry.1.key=a&Labels.entry.1.value=x", "Value 'x' at 'Labels.entry.1.value' must be an integer"],
  ])("%s is refused", (form, message) => {
    expect(() => decode(form)).toThrow(message);
  });

  test("a map's key is a name like any other", () => {
    const { Labels } = decode("Labels.entry.1.key=__proto__&Labels.entry.1.value=1");
    expect(Object.entries(Labels as object)).toEqual([["__proto__", 1]]);
  });

  test("names that are deeper than any input are nobody's, and cost nothing", () => {
    const deep = `Tree.${"Below.member.1.".repeat(50_000)}Name=x`;
    expect(decode(`${deep}&Name=a`)).toEqual({ Name: "a" });
    const many = Array.from({ length: 20_000 }, (_, index) => `Tags.member.${index + 1}.Key=k`).join("&");
    expect((decode(many)["Tags"] as unknown[]).length).toBe(20_000);
  });
});
