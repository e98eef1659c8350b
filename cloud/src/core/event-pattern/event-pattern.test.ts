import { describe, expect, test } from "vitest";
import { matchesPattern } from "./match.ts";
import { InvalidPatternError, parsePattern } from "./pattern.ts";

const matches = (pattern: object, event: unknown): boolean =>
  matchesPattern(parsePattern(JSON.stringify(pattern)), event);

describe("an event pattern", () => {
  test.each<[pattern: object, yes: readonly unknown[], no: readonly unknown[]]>([
    [
      { a: ["x"] },
      [{ a: "x" }, { a: ["y", "x"] }, { a: "x", b: 1 }],
      [{ a: "X" }, { b: "x" }, {}, { a: { x: 1 } }],
    ],
    [{ a: [1] }, [{ a: 1 }, { a: 1.0 }], [{ a: "1" }, { a: 2 }]],
    [{ a: [null, ""] }, [{ a: null }, { a: "" }], [{}, { a: "null" }]],
    [{ a: [true] }, [{ a: true }], [{ a: "true" }]],
    [{ a: ["x"], b: ["y"] }, [{ a: "x", b: "y" }], [{ a: "x" }, { a: "x", b: "z" }]],
    [{ a: { b: ["x"] } }, [{ a: { b: "x" } }, { a: [{ b: "y" }, { b: "x" }] }], [{ a: "x" }, { b: "x" }]],
    [{ a: [{ prefix: "ab" }] }, [{ a: "abc" }], [{ a: "bab" }, { a: 1 }]],
    [{ a: [{ prefix: { "equals-ignore-case": "AB" } }] }, [{ a: "abc" }], [{ a: "b" }]],
    [{ a: [{ suffix: ".png" }] }, [{ a: "x.png" }], [{ a: "x.PNG" }]],
    [{ a: [{ "equals-ignore-case": "Ada" }] }, [{ a: "ADA" }], [{ a: "adah" }]],
    [{ a: [{ wildcard: "a*b*c" }] }, [{ a: "abc" }, { a: "axxbyyc" }], [{ a: "abcd" }, { a: "acb" }]],
    [{ a: [{ wildcard: "a\\*b" }] }, [{ a: "a*b" }], [{ a: "axb" }]],
    [{ a: [{ wildcard: "ab*ba" }] }, [{ a: "abba" }], [{ a: "aba" }]],
    [{ a: [{ "anything-but": "x" }] }, [{ a: "y" }, { a: 1 }], [{ a: "x" }, {}]],
    [{ a: [{ "anything-but": ["x", 2] }] }, [{ a: "2" }], [{ a: "x" }, { a: 2 }]],
    [{ a: [{ "anything-but": { prefix: "x" } }] }, [{ a: "y" }], [{ a: "xy" }]],
    [{ a: [{ "anything-but": { suffix: ["x", "y"] } }] }, [{ a: "z" }], [{ a: "zy" }]],
    [{ a: [{ numeric: [">", 0, "<=", 5] }] }, [{ a: 5 }, { a: 0.1 }], [{ a: 0 }, { a: 6 }, { a: "3" }]],
    [{ a: [{ numeric: ["=", 3] }] }, [{ a: 3 }], [{ a: 4 }]],
    [{ a: [{ exists: true }] }, [{ a: null }, { a: "" }], [{}, { b: 1 }]],
    [{ a: [{ exists: false }] }, [{}, { b: 1 }], [{ a: null }]],
    [{ a: { b: [{ exists: false }] } }, [{}, { a: {} }], [{ a: { b: 1 } }]],
    [{ a: [{ cidr: "10.0.0.0/24" }] }, [{ a: "10.0.0.255" }], [{ a: "10.0.1.1" }, { a: "x" }]],
    [
      { c: ["z"], $or: [{ a: ["x"] }, { b: ["y"] }] },
      [
        { c: "z", a: "x" },
        { c: "z", b: "y" },
      ],
      [{ c: "z" }, { a: "x" }],
    ],
    [{ toString: ["x"] }, [{ toString: "x" }], [{}]],
  ])("%j", (pattern, yes, no) => {
    for (const event of yes) expect([event, matches(pattern, event)]).toEqual([event, true]);
    for (const event of no) expect([event, matches(pattern, event)]).toEqual([event, false]);
  });

  test.each([
    "",
    "x",
    "[]",
    "{}",
    '{"a":"x"}',
    '{"a":1}',
    '{"a":[]}',
    '{"a":[{}]}',
    '{"a":{}}',
    '{"a":[["x"]]}',
    '{"a":[{"looks":"x"}]}',
    '{"a":[{"prefix":"x","suffix":"y"}]}',
    '{"a":[{"prefix":1}]}',
    '{"a":[{"prefix":{"suffix":"x"}}]}',
    '{"a":[{"numeric":[">"]}]}',
    '{"a":[{"numeric":["about",1]}]}',
    '{"a":[{"numeric":[">","1"]}]}',
    '{"a":[{"exists":"yes"}]}',
    '{"a":[{"cidr":"10.0.0.0"}]}',
    '{"a":[{"cidr":"10.0.0.0/33"}]}',
    '{"a":[{"anything-but":[]}]}',
    '{"a":[{"anything-but":{"numeric":["=",1]}}]}',
    '{"$or":[{"a":["x"]}]}',
  ])("%s is none", (text) => {
    expect(() => parsePattern(text)).toThrow(InvalidPatternError);
  });
});

describe("a pattern is looked at in a time that grows with the event, not with both", () => {
  const numbers = Array.from({ length: 200_000 }, (_, index) => index);
  test.each<[string, object, unknown, boolean]>([
    ["a long list of values", { a: numbers.map((number) => -1 - number) }, { a: numbers }, false],
    ["one of them", { a: numbers }, { a: [...numbers.map((number) => -1 - number), 5] }, true],
    [
      "a long list of what it is not",
      { a: [{ "anything-but": numbers }] },
      { a: [...numbers, ...numbers] },
      false,
    ],
    [
      "a wildcard that nearly fits everywhere",
      { a: [{ wildcard: `*${"a".repeat(100_000)}b${"a".repeat(100_000)}*` }] },
      { a: "a".repeat(2_000_000) },
      false,
    ],
  ])("%s", (_name, pattern, event, yes) => {
    expect(matches(pattern, event)).toBe(yes);
  });

  test("a long part of a wildcard is found where a text has it", () => {
    const texts = Array.from({ length: 64 }, (_, seed) => {
      const bits = Array.from({ length: 12 }, (__, at) => ((seed * 2_654_435_761) >>> (at + 8)) & 1);
      return bits.map((bit) => (bit === 0 ? "ab" : "aab")).join("");
    });
    const wrong = texts.flatMap((text, index) =>
      texts
        .map((other) => (text + other).repeat(6).slice(index % 5, 70 + index))
        .filter((part) => {
          const event =
            texts.join("").slice(0, 500) + (index % 2 === 0 ? part : part.slice(1)) + text.repeat(9);
          return matches({ a: [{ wildcard: `*${part}*` }] }, { a: event }) !== event.includes(part);
        }),
    );
    expect(wrong).toEqual([]);
  });
});
