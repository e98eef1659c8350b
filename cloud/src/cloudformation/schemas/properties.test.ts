import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { coerceProperties } from "./properties.ts";
import type { ResourceSchema, SchemaNode } from "./schema.ts";

const SCHEMA: ResourceSchema = {
  typeName: "Test::Fake::Thing",
  readOnly: [],
  createOnly: [],
  conditionalCreateOnly: [],
  properties: {
    Text: { type: "string" },
    Count: { type: "integer" },
    Size: { type: "number" },
    Open: { type: "boolean" },
    Either: { type: ["boolean", "string"] },
    Document: { type: "object" },
    Counts: { type: "array", items: { type: "integer" } },
    Texts: { type: "object", patternProperties: { "[a-z]+": { type: "string" } } },
    Deep: { $ref: "#/definitions/Deep" },
    Branch: {
      oneOf: [{ required: ["A"], properties: { A: { type: "integer" } } satisfies SchemaNode["properties"] }],
    },
  },
  definitions: { Deep: { type: "object", properties: { Open: { type: "boolean" } } } },
};

describe("CFN-COERCE", () => {
  test.each<[string, Value, Value]>([
    ["Text", 8, "8"],
    ["Text", true, "true"],
    ["Text", "08", "08"],
    ["Count", "8", 8],
    ["Count", "-8", -8],
    ["Count", 8, 8],
    ["Size", "0.5", 0.5],
    ["Size", "1e3", 1000],
    ["Open", "true", true],
    ["Open", "True", true],
    ["Open", "FALSE", false],
    ["Open", false, false],
    ["Either", "true", "true"],
    ["Either", true, true],
    ["Either", 1, "1"],
    ["Counts", ["1", 2], [1, 2]],
    ["Texts", { a: 1, b: true }, { a: "1", b: "true" }],
    ["Deep", { Open: "True" }, { Open: true }],
    ["Branch", { A: "1" }, { A: 1 }],
  ])("%s %j is %j", (name, value, coerced) => {
    expect(coerceProperties(SCHEMA, { [name]: value })).toEqual({ [name]: coerced });
  });

  test.each<[string, Value]>([
    ["Count", "lots"],
    ["Count", ""],
    ["Count", " 8"],
    ["Count", "8.0"],
    ["Count", "0x8"],
    ["Count", "9".repeat(30)],
    ["Count", true],
    ["Size", "NaN"],
    ["Size", "Infinity"],
    ["Open", "yes"],
    ["Open", "tRUE"],
    ["Open", "1"],
    ["Open", 1],
    ["Open", 0],
    ["Open", ""],
    ["Text", ["a"]],
    ["Counts", "1"],
    ["Document", { Open: "True", Count: "8" }],
    ["Unknown", "8"],
    ["__proto__", "8"],
  ])("%s %j stays as it is", (name, value) => {
    const properties = Object.fromEntries([[name, value]]);
    expect(coerceProperties(SCHEMA, properties)).toStrictEqual(properties);
  });
});
