import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { THING } from "../testing/chain.ts";
import { deployment, harness } from "../testing/harness.ts";
import { expandLoops } from "./loops.ts";

const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  stack: { name: "s", id: "arn:s" },
  parameters: new Map([["Names", "x,y"]]),
};
const thing = (Value: Value) => ({ Type: THING, Properties: { Value } });
const GIVEN = {
  Parameters: { Names: { Type: "CommaDelimitedList" } },
  Mappings: { Lists: { all: { of: ["m", "n"] } } },
};
const expand = (Resources: object) =>
  expandLoops({ ...GIVEN, Resources } as never, OPTIONS)["Resources"] as object;

describe("Fn::ForEach", () => {
  test.each<[string, Value, string[]]>([
    ["a list", ["a", "b"], ["Aa", "Ab"]],
    ["numbers", [1, 2], ["A1", "A2"]],
    ["a parameter", { Ref: "Names" }, ["Ax", "Ay"]],
    ["a mapping", { "Fn::FindInMap": ["Lists", "all", "of"] }, ["Am", "An"]],
    ["a list with a function in it", [{ Ref: "AWS::Region" }], ["Aeu-west-1"]],
    ["nothing", [], []],
  ])("over %s", (_title, collection, ids) => {
    const loop = ["I", collection, { "A${I}": thing("${I}") }];
    expect(Object.keys(expand({ "Fn::ForEach::Loop": loop }))).toEqual(ids);
  });

  test("the value stands for ${I}, for Ref and, without its signs, for &{I}; the rest stays", () => {
    const body = {
      "A&{I}": thing(["${I}", { Ref: "I" }, { Ref: "Other" }, "${Other}", { "Fn::Sub": "${I}/${B}" }]),
    };
    expect(expand({ Before: thing(1), "Fn::ForEach::Loop": ["I", ["a.b"], body], After: thing(2) })).toEqual({
      Before: thing(1),
      Aab: thing(["a.b", "a.b", { Ref: "Other" }, "${Other}", { "Fn::Sub": "a.b/${B}" }]),
      After: thing(2),
    });
  });

  test("a loop in a loop sees both values, and so do properties", () => {
    const inner = [
      "J",
      ["1", "2"],
      {
        "A${I}${J}": { Type: THING, Properties: { "Fn::ForEach::P": ["K", ["v"], { "${K}": "${I}${J}" }] } },
      },
    ];
    expect(expand({ "Fn::ForEach::Outer": ["I", ["a", "b"], { "Fn::ForEach::Inner": inner }] })).toEqual(
      Object.fromEntries(
        ["a1", "a2", "b1", "b2"].map((id) => [`A${id}`, { Type: THING, Properties: { v: id } }]),
      ),
    );
  });

  test.each<[string, string, Value, string]>([
    ["no list", "L", { a: 1 }, "Fn::ForEach layout is incorrect."],
    ["no identifier", "L", [1, ["a"], {}], "Fn::ForEach layout is incorrect."],
    ["no body", "L", ["I", ["a"]], "Fn::ForEach layout is incorrect."],
    ["too much", "L", ["I", ["a"], {}, 1], "Fn::ForEach layout is incorrect."],
    ["no collection", "L", ["I", "a", {}], "Fn::ForEach layout is incorrect."],
    ["a collection of maps", "L", ["I", [{ a: 1, b: 2 }], {}], "Fn::ForEach layout is incorrect."],
    ["no name", "", ["I", ["a"], {}], "Fn::ForEach layout is incorrect."],
    ["the same id twice", "L", ["I", ["a", "b"], { A: thing(1) }], "Fn::ForEach makes A a second time."],
  ])("%s is refused", (_title, name, loop, message) => {
    expect(() => expand({ [`Fn::ForEach::${name}`]: loop })).toThrow(
      `Transform AWS::LanguageExtensions failed with: ${message}`,
    );
  });

  test("CFN-LIMITS loops that grow without end are refused at once", () => {
    const many = Array.from({ length: 200 }, (_, index) => String(index));
    let body: object = { "A${A}x${B}x${C}x${D}": thing("x") };
    for (const name of ["A", "B", "C", "D"]) body = { [`Fn::ForEach::${name}`]: [name, many, body] };
    expect(() => expand(body)).toThrow("Fn::ForEach makes the template too large.");
  });

  test("CFN-LIMITS a long value in many places is refused before it is there", () => {
    const body = { A: thing(Array.from({ length: 1_000 }, () => "${I}".repeat(1_000))) };
    expect(() => expand({ "Fn::ForEach::L": ["I", ["v".repeat(100_000)], body] })).toThrow(
      "Fn::ForEach makes the template too large.",
    );
  });

  test("a template with the transform deploys, conditions and outputs in loops, too", async () => {
    const cloud = harness();
    const template = {
      Transform: "AWS::LanguageExtensions",
      Parameters: { Names: { Type: "CommaDelimitedList", Default: "x,y" } },
      Conditions: {
        "Fn::ForEach::C": ["I", { Ref: "Names" }, { "Is${I}": { "Fn::Equals": ["${I}", "y"] } }],
      },
      Resources: {
        "Fn::ForEach::R": ["I", { Ref: "Names" }, { "A${I}": { ...thing("${I}"), Condition: "Is${I}" } }],
      },
      Outputs: { "Fn::ForEach::O": ["I", ["y"], { "Out${I}": { Value: { Ref: "A${I}" } } }] },
    };
    const { outputs } = await cloud.engine.deploy(deployment(template));
    expect(Object.keys(outputs)).toEqual(["Outy"]);
    expect([...cloud.world.resources.values()].map(({ properties }) => properties)).toEqual([{ Value: "y" }]);
  });
});
