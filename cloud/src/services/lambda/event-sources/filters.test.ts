import { describe, expect, test } from "vitest";
import { createFilter, parseFilters } from "./filters.ts";

const record = (body: string) => ({
  body,
  attributes: { ApproximateReceiveCount: "1" },
  messageAttributes: { kind: { stringValue: "order", dataType: "String" } },
});
const lets = (filters: readonly object[], body: string): boolean =>
  createFilter(filters.map((one) => JSON.stringify(one)))(record(body));

describe("filters of a queue", () => {
  test.each<[title: string, filters: object[], body: string, passes: boolean]>([
    ["no filter", [], "x", true],
    ["members of a JSON body", [{ body: { kind: ["a"] } }], '{"kind":"a","n":1}', true],
    ["other members", [{ body: { kind: ["a"] } }], '{"kind":"b"}', false],
    ["JSON asked of plain text", [{ body: { kind: [{ exists: false }] } }], "plain", false],
    ["plain text", [{ body: ["plain"] }], "plain", true],
    ["other text", [{ body: [{ prefix: "x" }] }], "plain", false],
    ["text asked of a JSON body", [{ body: [{ "anything-but": "x" }] }], '{"a":1}', false],
    ["attributes alone", [{ messageAttributes: { kind: { stringValue: ["order"] } } }], "x", true],
    [
      "attributes and body",
      [{ body: { a: [1] }, messageAttributes: { kind: { stringValue: ["other"] } } }],
      '{"a":1}',
      false,
    ],
    ["one of two", [{ body: { a: [1] } }, { body: { a: [2] } }], '{"a":2}', true],
    ["none of two", [{ body: { a: [1] } }, { body: { a: [2] } }], '{"a":3}', false],
  ])("%s", (_title, filters, body, passes) => {
    expect(lets(filters, body)).toBe(passes);
  });

  test("what is no pattern is refused, and more than five are", () => {
    expect(() => parseFilters({ Filters: [{ Pattern: "x" }] })).toThrow("Invalid filter pattern definition.");
    expect(() => parseFilters({ Filters: [{}] })).toThrow("Invalid filter pattern definition.");
    const one = { Pattern: '{"body":["a"]}' };
    expect(parseFilters({ Filters: Array.from({ length: 5 }, () => one) })).toHaveLength(5);
    expect(() => parseFilters({ Filters: Array.from({ length: 6 }, () => one) })).toThrow(
      /5 filters at most/,
    );
    expect(parseFilters({})).toEqual([]);
  });
});
