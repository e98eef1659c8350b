import { describe, expect, test } from "vitest";
import { readTemplateText } from "../testing/read-template.ts";
import {
  many,
  output,
  parameter,
  REFUSED_TEMPLATES,
  resource,
  rule,
  THING,
  withResources,
} from "../testing/template-refusals.ts";
import type { Template } from "./model.ts";

describe.each(Object.entries(REFUSED_TEMPLATES))("%s: refused is", (_section, rows) => {
  test.each(rows)("%s", async (_what, template, message) => {
    await expect(readTemplateText(template)).rejects.toMatchObject({ code: "ValidationError", message });
  });
});

/** What is right, a template with it, where to look, what is read there. */
const ACCEPTED: readonly (readonly [string, object, (template: Template) => unknown, unknown])[] = [
  ["500 resources", { Resources: many(500, THING) }, ({ resources }) => resources.size, 500],
  [
    "200 parameters",
    withResources({ Parameters: many(200, { Type: "String" }) }),
    ({ parameters }) => parameters.size,
    200,
  ],
  ["200 outputs", withResources({ Outputs: many(200, { Value: "x" }) }), ({ outputs }) => outputs.size, 200],
  [
    "200 mappings",
    withResources({ Mappings: many(200, { a: { b: "c" } }) }),
    ({ mappings }) => Object.keys(mappings).length,
    200,
  ],
  [
    "a description of 1024 bytes",
    withResources({ Description: "x".repeat(1024) }),
    ({ description }) => description?.length,
    1024,
  ],
  [
    "the version",
    withResources({ AWSTemplateFormatVersion: "2010-09-09" }),
    ({ resources }) => [...resources.keys()],
    ["A"],
  ],
  ["metadata of any shape", withResources({ Metadata: { a: [1] } }), ({ metadata }) => metadata, { a: [1] }],
  [
    "a resource with nothing but its type",
    { Resources: { A: THING } },
    ({ resources }) => resources.get("A"),
    {
      logicalId: "A",
      type: "Test::Fake::Thing",
      properties: {},
      dependsOn: [],
      condition: undefined,
      deletionPolicy: "Delete",
      updateReplacePolicy: "Delete",
      metadata: undefined,
    },
  ],
  [
    "a resource with all attributes",
    resource({
      Properties: { a: 1 },
      DependsOn: ["B", "C"],
      Condition: "C1",
      DeletionPolicy: "RetainExceptOnCreate",
      UpdateReplacePolicy: "Retain",
      Metadata: { note: "x" },
      Description: "said on the resource",
    }),
    ({ resources }) => resources.get("A"),
    {
      logicalId: "A",
      type: "Test::Fake::Thing",
      properties: { a: 1 },
      dependsOn: ["B", "C"],
      condition: "C1",
      deletionPolicy: "RetainExceptOnCreate",
      updateReplacePolicy: "Retain",
      metadata: { note: "x" },
    },
  ],
  [
    "DependsOn a string",
    resource({ DependsOn: "B" }),
    ({ resources }) => resources.get("A")?.dependsOn,
    ["B"],
  ],
  [
    "limits written as strings",
    parameter({ MinLength: "1", MaxLength: "2", MinValue: "-3", MaxValue: "4.5" }),
    ({ parameters }) => parameters.get("P"),
    expect.objectContaining({ minLength: 1, maxLength: 2, minValue: -3, maxValue: 4.5 }),
  ],
  [
    "defaults and allowed values of other kinds",
    parameter({ Default: 5, AllowedValues: [5, true, "x"] }),
    ({ parameters }) => parameters.get("P"),
    expect.objectContaining({ defaultValue: "5", allowedValues: ["5", "true", "x"] }),
  ],
  ...(
    [
      [true, true],
      ["true", true],
      ["True", true],
      [false, false],
      ["no", false],
      [undefined, false],
    ] as const
  ).map(
    ([noEcho, expected]) =>
      [
        `NoEcho ${JSON.stringify(noEcho)}`,
        parameter(noEcho === undefined ? {} : { NoEcho: noEcho }),
        ({ parameters }: Template) => parameters.get("P")?.noEcho,
        expected,
      ] as const,
  ),
  [
    "an output with all members",
    output({ Description: "d", Condition: "C", Export: { Name: { "Fn::Sub": "x" } } }),
    ({ outputs }) => outputs.get("O"),
    { name: "O", value: "x", description: "d", condition: "C", exportName: { "Fn::Sub": "x" } },
  ],
  [
    "a rule with a condition",
    rule({ RuleCondition: { a: 1 }, Assertions: [{ Assert: { b: 2 }, AssertDescription: "d" }] }),
    ({ rules }) => rules,
    [{ name: "R", condition: { a: 1 }, assertions: [{ assert: { b: 2 }, description: "d" }] }],
  ],
];

test.each(ACCEPTED)("accepted is %s", async (_what, template, look, expected) => {
  expect(look(await readTemplateText(template))).toEqual(expected);
});
