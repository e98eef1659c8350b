import { expect, test } from "vitest";
import { sampleBody, schemaWords } from "./schema.ts";

test.each([
  [
    { required: ["message"], properties: { message: { type: "string" }, topic: { type: "string" } } },
    "message is required, a string; topic, a string",
    '{"message":""}',
  ],
  [
    {
      required: ["a", "n", "kind", "list", "any"],
      properties: {
        a: { type: "object" },
        n: { type: "integer" },
        kind: { enum: ["x", 1] },
        list: { type: "array" },
        any: true,
      },
    },
    'a is required, an object; n is required, an integer; kind is required, one of "x", 1; list is required, an array; any is required',
    '{"a":{},"n":0,"kind":"x","list":[],"any":null}',
  ],
  [{ type: "array" }, "", "{}"],
  [{ properties: null, required: "x" }, "", "{}"],
  [
    { properties: { constructor: { type: "toString" } }, required: ["constructor"] },
    "constructor is required, a toString",
    '{"constructor":null}',
  ],
])("%j", (schema, words, sample) => {
  expect(schemaWords(schema)).toBe(words);
  expect(JSON.stringify(JSON.parse(sampleBody(schema)))).toBe(sample);
});
