import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { CIDR } from "../testing/cidr-table.ts";
import { CONDITION_FUNCTIONS } from "../testing/condition-function-tables.ts";
import { BASE, programOf, resolveProperty } from "../testing/evaluate.ts";
import { type FunctionTable, VALUE_FUNCTIONS } from "../testing/function-tables.ts";

const VALUES = { ...VALUE_FUNCTIONS, "Fn::Cidr": CIDR };

function acceptedOf(tables: Readonly<Record<string, FunctionTable>>) {
  return Object.entries(tables).flatMap(([key, { accepted }]) =>
    accepted.map(([argument, result]) => [key, argument, result] as const),
  );
}

function refusedOf(tables: Readonly<Record<string, FunctionTable>>) {
  return Object.entries(tables).flatMap(([key, { text, refused }]) =>
    refused.map(([argument, own]) => [key, argument, own ?? text] as const),
  );
}

async function conditionOf(key: string, argument: Value): Promise<boolean> {
  const program = await programOf({ Conditions: { ...BASE.Conditions, C: { [key]: argument } } });
  return program.condition("C");
}

describe("in properties", () => {
  test.each(acceptedOf(VALUES))("%s of %j is %j", async (key, argument, result) => {
    expect(await resolveProperty({ [key]: argument })).toEqual(result);
  });

  test.each(refusedOf(VALUES))("%s of %j is refused: %s", async (key, argument, text) => {
    const refusal = { code: "ValidationError", message: text };
    await expect(resolveProperty({ [key]: argument })).rejects.toMatchObject(refusal);
  });
});

describe("in conditions", () => {
  test.each(acceptedOf(CONDITION_FUNCTIONS))("%s of %j is %j", async (key, argument, result) => {
    expect(await conditionOf(key, argument)).toBe(result);
  });

  test.each(refusedOf(CONDITION_FUNCTIONS))("%s of %j is refused: %s", async (key, argument, text) => {
    const refusal = { code: "ValidationError", message: text };
    await expect(conditionOf(key, argument)).rejects.toMatchObject(refusal);
  });
});

test("every function has rows of both kinds; those of rules have theirs in rules.test.ts", () => {
  const tested = { ...VALUES, ...CONDITION_FUNCTIONS };
  const ofRules = ["Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn"];
  const names = readdirSync(new URL("functions/", import.meta.url)).map((file) =>
    basename(file, ".ts").replace(/^Fn/, "Fn::"),
  );
  expect([...Object.keys(tested), ...ofRules].sort()).toEqual(names.sort());
  for (const { accepted: right, refused: wrong } of Object.values(tested)) {
    expect([right.length > 2, wrong.length > 3]).toEqual([true, true]);
  }
});

describe("a call", () => {
  test.each<[Value, string]>([
    [
      { "Fn::Join": ["", []], "Fn::Sub": "x" },
      "Template error: Fn::Join must be the only member of its object",
    ],
    [{ a: 1, "Fn::Sub": "x" }, "Template error: Fn::Sub must be the only member of its object"],
    [
      { "Fn::ForEach::X": [] },
      "The intrinsic function Fn::ForEach::X without the transform AWS::LanguageExtensions is not supported by Portcullis. See docs/gaps.md.",
    ],
    [
      { "Fn::GetStackOutput": [] },
      "The intrinsic function Fn::GetStackOutput is not supported by Portcullis. See docs/gaps.md.",
    ],
    [
      { "Fn::Transform": {} },
      "The intrinsic function Fn::Transform is not supported by Portcullis. See docs/gaps.md.",
    ],
  ])("%j is refused", async (value, text) => {
    await expect(resolveProperty(value)).rejects.toMatchObject({ code: "ValidationError", message: text });
  });

  test("of an unknown function is refused with all that are known", async () => {
    await expect(resolveProperty({ "Fn::Nope": 1 })).rejects.toThrow(
      "Template error: Encountered unsupported function: Fn::Nope Supported functions are: [Ref, Fn::Base64, Fn::Cidr, Fn::FindInMap, Fn::GetAtt, Fn::GetAZs, Fn::If, Fn::ImportValue, Fn::Join, Fn::Select, Fn::Split, Fn::Sub, Fn::And, Fn::Equals, Fn::Not, Fn::Or, Condition]",
    );
  });

  test.each<[Value, unknown]>([
    [
      { Ref: "A", more: 1 },
      { Ref: "A", more: 1 },
    ],
    [{ Condition: "x" }, { Condition: "x" }],
    [{ fn: { Ref: "Name" } }, { fn: "gate" }],
    [[], []],
    [{}, {}],
    [0, 0],
    [false, false],
  ])("is none in %j", async (value, result) => {
    expect(await resolveProperty(value)).toEqual(result);
  });
});
