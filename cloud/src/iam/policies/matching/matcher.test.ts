import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuMicroseconds } from "../../../core/testing/cpu-time.ts";
import { compilePattern, createArnMatcher, createMatcher, matchesPattern } from "./matcher.ts";

const none = (): undefined => undefined;

function wild(source: string, text: string): boolean {
  const pattern = compilePattern(source, { wildcards: true, variables: undefined });
  return pattern !== undefined && matchesPattern(pattern, text);
}

/** The slow and obvious matcher. */
function oracle(source: string, text: string): boolean {
  if (source === "") return text === "";
  const rest = source.slice(1);
  if (source.startsWith("*")) {
    for (let skip = 0; skip <= text.length; skip += 1) if (oracle(rest, text.slice(skip))) return true;
    return false;
  }
  return text !== "" && (source[0] === "?" || source[0] === text[0]) && oracle(rest, text.slice(1));
}

describe("wildcards", () => {
  test("IAM-6 agree with the obvious matcher", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
    fc.assert(
      fc.property(pattern, text, (source, value) => wild(source, value) === oracle(source, value)),
      { numRuns: 3000 },
    );
  });

  test("IAM-6 a hostile pattern costs no more than pattern times text", () => {
    for (const [pattern, text] of [
      [`${"a*".repeat(200)}b`, "a".repeat(20_000)],
      [`${"*?a".repeat(200)}b`, "a".repeat(5_000)],
    ] as const) {
      const everyPair = cpuMicroseconds(() => countOfEqualPairs(pattern, text));
      const matching = cpuMicroseconds(() => expect(wild(pattern, text)).toBe(false));
      expect(matching).toBeLessThan(20 * everyPair);
    }
  });
});

/** The yardstick of this machine, as busy as it is: every character of the one beside every one of the other. */
function countOfEqualPairs(pattern: string, text: string): number {
  let count = 0;
  for (let left = 0; left < pattern.length; left += 1) {
    for (let right = 0; right < text.length; right += 1) {
      if (pattern.charCodeAt(left) === text.charCodeAt(right)) count += 1;
    }
  }
  return count;
}

describe("policy variables", () => {
  const variables = (name: string) => ({ "aws:username": "ann", "s3:prefix": "*" })[name];
  const match = (source: string, text: string) =>
    createMatcher(source, { wildcards: true, variables: true })(text, variables);

  test("IAM-7 stand for the request's values, literally", () => {
    expect(match("home/${aws:username}/*", "home/ann/x")).toBe(true);
    expect(match("home/${aws:username}/*", "home/bob/x")).toBe(false);
    expect(match("home/${s3:prefix}", "home/anything")).toBe(false);
    expect(match("a${*}b", "aXb")).toBe(false);
    expect(match("a${*}b", "a*b")).toBe(true);
  });

  test("IAM-7 without a value nothing matches, unless there is a default", () => {
    expect(match("${aws:PrincipalTag/team}", "")).toBe(false);
    expect(match("*${aws:PrincipalTag/team}", "anything")).toBe(false);
    expect(match("${aws:PrincipalTag/team}", "undefined")).toBe(false);
    expect(match("${aws:PrincipalTag/team, 'nobody'}", "nobody")).toBe(true);
  });

  test("IAM-7 are plain text in documents before 2012-10-17", () => {
    const matcher = createMatcher("${aws:username}", { wildcards: true, variables: false });
    expect(matcher("ann", variables)).toBe(false);
    expect(matcher("${aws:username}", variables)).toBe(true);
  });
});

describe("ARNs", () => {
  const match = (source: string, text: string) => createArnMatcher(source, { variables: true })(text, none);

  test.each([
    ["*", "anything", true],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b:c", true],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::B/a", false],
    ["arn:aws:s3:::b", "arn:aws:s3:::b/a", false],
    ["arn:aws:execute-api:*:*:api/*/GET/pets", "arn:aws:execute-api:eu-west-1:1:api/v1/GET/pets", true],
    ["arn:aws:logs:*", "arn:aws:logs:eu-west-1:1:log-group:x:*", true],
    ["arn:aws:iot:*:topic/a", "arn:aws:iot:eu-west-1:1:topic/a", false],
    ["arn:aws:*:topic/a", "arn:aws:iot:eu-west-1:1:topic/a", false],
    ["arn:aws:iot:eu-west-1:1:topic/?", "arn:aws:iot:eu-west-1:1:topic/ab", false],
    ["arn:aws:s3:::*", "*", false],
  ])("IAM-6 %s and %s: %s", (source, text, expected) => {
    expect(match(source, text)).toBe(expected);
  });

  test("IAM-7 colons inside a variable separate nothing", () => {
    const matcher = createArnMatcher("arn:aws:s3:::b/${aws:username}/*", { variables: true });
    const ann = (name: string) => (name === "aws:username" ? "ann" : undefined);
    expect(matcher("arn:aws:s3:::b/ann/x", ann)).toBe(true);
    expect(matcher("arn:aws:s3:::b/bob/x", ann)).toBe(false);
  });
});
