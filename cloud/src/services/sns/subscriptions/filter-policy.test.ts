import { describe, expect, test } from "vitest";
import type { MessageAttributes } from "../shared/message.ts";
import type { Subscription } from "../shared/subscription.ts";
import { assertFilterPolicy, passesFilter, type Scope } from "./filter-policy.ts";

const filtering = (FilterPolicy: object, FilterPolicyScope?: Scope): Subscription =>
  ({
    attributes: {
      FilterPolicy: JSON.stringify(FilterPolicy),
      ...(FilterPolicyScope === undefined ? {} : { FilterPolicyScope }),
    },
  }) as unknown as Subscription;

const text = (stringValue: string) => ({ dataType: "String", stringValue });
const number = (stringValue: string) => ({ dataType: "Number", stringValue });
const list = (value: unknown) => ({ dataType: "String.Array", stringValue: JSON.stringify(value) });

describe("a filter policy on attributes", () => {
  test.each<[policy: object, yes: readonly MessageAttributes[], no: readonly MessageAttributes[]]>([
    [{}, [{}, { a: text("x") }], []],
    [
      { a: ["x", "y"] },
      [{ a: text("y") }, { a: list(["z", "x"]) }],
      [{ a: text("z") }, {}, { b: text("x") }],
    ],
    [{ a: [1] }, [{ a: number("1") }, { a: number("1.0") }], [{ a: text("1") }, { a: number("2") }]],
    [{ a: ["x"], b: ["y"] }, [{ a: text("x"), b: text("y") }], [{ a: text("x") }]],
    [{ a: [{ prefix: "ab" }] }, [{ a: text("abc") }], [{ a: text("ba") }]],
    [{ a: [{ suffix: "bc" }] }, [{ a: text("abc") }], [{ a: text("cb") }]],
    [{ a: [{ "equals-ignore-case": "AB" }] }, [{ a: text("ab") }], [{ a: text("abc") }]],
    [{ a: [{ "anything-but": ["x"] }] }, [{ a: text("y") }], [{ a: text("x") }, {}]],
    [{ a: [{ "anything-but": { prefix: "x" } }] }, [{ a: text("y") }], [{ a: text("xy") }]],
    [
      { a: [{ numeric: [">=", 0, "<", 10] }] },
      [{ a: number("9.5") }],
      [{ a: number("10") }, { a: text("5") }],
    ],
    [{ a: [{ exists: true }] }, [{ a: text("x") }], [{}]],
    [{ a: [{ exists: false }] }, [{}], [{ a: text("x") }]],
    [{ a: [{ cidr: "10.0.0.0/24" }] }, [{ a: text("10.0.0.7") }], [{ a: text("10.0.1.7") }]],
    [{ $or: [{ a: ["x"] }, { b: ["y"] }] }, [{ a: text("x") }, { b: text("y") }], [{ a: text("y") }]],
    [{ a: ["AQ=="] }, [], [{ a: { dataType: "Binary", binaryValue: "AQ==" } }]],
    [{ a: ["x"] }, [], [{ a: { dataType: "String.Array", stringValue: "[" } }]],
  ])("%j", (policy, yes, no) => {
    const passes = (attributes: MessageAttributes) =>
      passesFilter({ message: "{}", attributes }, filtering(policy));
    for (const attributes of yes) expect([attributes, passes(attributes)]).toEqual([attributes, true]);
    for (const attributes of no) expect([attributes, passes(attributes)]).toEqual([attributes, false]);
  });
});

describe("a filter policy on the body", () => {
  test.each<[policy: object, yes: readonly string[], no: readonly string[]]>([
    [{ a: { b: ["x"] } }, ['{"a":{"b":"x"}}', '{"a":[{"b":"x"}]}'], ['{"a":"x"}', "x", "[]", "null"]],
    [{ a: [{ exists: false }] }, ["{}"], ['{"a":1}', "text"]],
    [{ a: [5] }, ['{"a":5}'], ['{"a":"5"}']],
  ])("%j", (policy, yes, no) => {
    const passes = (message: string) =>
      passesFilter({ message, attributes: {} }, filtering(policy, "MessageBody"));
    for (const message of yes) expect([message, passes(message)]).toEqual([message, true]);
    for (const message of no) expect([message, passes(message)]).toEqual([message, false]);
  });
});

describe("what is no filter policy", () => {
  test.each<[text: string, scope: Scope, fault: string]>([
    ["{", "MessageAttributes", "FilterPolicy: failed to parse JSON."],
    ["[]", "MessageAttributes", "FilterPolicy: Filter is not an object"],
    ['{"a":"x"}', "MessageAttributes", 'FilterPolicy: "a" must be an object or an array'],
    ['{"a":[]}', "MessageAttributes", "FilterPolicy: Empty arrays are not allowed"],
    [
      '{"a":[["x"]]}',
      "MessageAttributes",
      "FilterPolicy: Match value must be String, number, true, false, or null",
    ],
    ['{"a":[{"odd":1}]}', "MessageAttributes", "FilterPolicy: Unrecognized match type odd"],
    ['{"a":[{"wildcard":"x*"}]}', "MessageAttributes", "FilterPolicy: Unrecognized match type wildcard"],
    [
      '{"a":[{"suffix":"x","prefix":"y"}]}',
      "MessageAttributes",
      "FilterPolicy: Only one key allowed in match expression",
    ],
    ['{"a":[{"suffix":1}]}', "MessageAttributes", "FilterPolicy: suffix match pattern must be a string"],
    ['{"a":[{"prefix":{}}]}', "MessageAttributes", "FilterPolicy: prefix match pattern must be a string"],
    [
      '{"a":[{"exists":"no"}]}',
      "MessageAttributes",
      "FilterPolicy: exists match pattern must be either true or false.",
    ],
    [
      '{"a":[{"anything-but":{"suffix":"x"}}]}',
      "MessageAttributes",
      "FilterPolicy: Unsupported anything-but pattern: suffix",
    ],
    [
      '{"a":[{"anything-but":{"prefix":false}}]}',
      "MessageAttributes",
      "FilterPolicy: prefix match pattern must be a string",
    ],
    ['{"a":[{"numeric":[">"]}]}', "MessageAttributes", "FilterPolicy: Value of > must be numeric"],
    [
      '{"a":{"b":["x"]}}',
      "MessageAttributes",
      "Filter policy scope MessageAttributes does not support nested filter policy",
    ],
    [
      '{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}',
      "MessageAttributes",
      "FilterPolicy: Filter policy can not have more than 5 keys",
    ],
    [
      JSON.stringify({ a: Array.from({ length: 151 }, (_, index) => index) }),
      "MessageAttributes",
      "FilterPolicy: Filter policy is too complex",
    ],
    [
      JSON.stringify({ a: { b: { c: Array.from({ length: 51 }, (_, index) => index) } } }),
      "MessageBody",
      "FilterPolicy: Filter policy is too complex",
    ],
    [
      `${'{"a":'.repeat(20_000)}["x"]${"}".repeat(20_000)}`,
      "MessageBody",
      "FilterPolicy: Filter policy is too complex",
    ],
  ])("%s of %s", (policy, scope, fault) => {
    expect(() => assertFilterPolicy(policy, scope)).toThrow(fault);
  });

  test.each<[text: string, scope: Scope]>([
    ["{}", "MessageAttributes"],
    ['{"a":{"b":[{"wildcard":1}]}}'.replace('{"wildcard":1}', '"x"'), "MessageBody"],
    [JSON.stringify({ a: Array.from({ length: 150 }, (_, index) => index) }), "MessageAttributes"],
  ])("but %s of %s is one", (policy, scope) => {
    expect(() => assertFilterPolicy(policy, scope)).not.toThrow();
  });
});
