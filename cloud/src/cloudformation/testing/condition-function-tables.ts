import type { Value } from "../../core/ports/resource-provider.ts";
import type { FunctionTable } from "./function-tables.ts";

const name: Value = { Ref: "Name" };
const list: Value = { Ref: "List" };
const yes: Value = { Condition: "Yes" };
const no: Value = { Condition: "No" };

/** By function that gives true or false: values of a condition. */
export const CONDITION_FUNCTIONS: Readonly<Record<string, FunctionTable>> = {
  "Fn::And": {
    accepted: [
      [[yes, yes], true],
      [[yes, no], false],
      [[no, no], false],
      [Array<Value>(10).fill(yes), true],
      [[...Array<Value>(9).fill(yes), no], false],
    ],
    text: "Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.",
    refused: [
      [yes],
      [[]],
      [[yes]],
      [Array<Value>(11).fill(yes)],
      ["x"],
      [
        [yes, "true"],
        "Template format error: Conditions can only be boolean operations on parameters and other conditions",
      ],
      [
        [name, yes],
        "Template format error: Conditions can only be boolean operations on parameters and other conditions",
      ],
    ],
  },
  "Fn::Or": {
    accepted: [
      [[yes, yes], true],
      [[no, yes], true],
      [[no, no], false],
      [[...Array<Value>(9).fill(no), yes], true],
    ],
    text: "Template error: every Fn::Or object requires a list of at least 2 and at most 10 boolean parameters.",
    refused: [
      [no],
      [[]],
      [[no]],
      [Array<Value>(11).fill(no)],
      [
        [no, 1],
        "Template format error: Conditions can only be boolean operations on parameters and other conditions",
      ],
    ],
  },
  "Fn::Not": {
    accepted: [
      [[yes], false],
      [[no], true],
      [[{ "Fn::Not": [no] }], false],
    ],
    text: "Template error: every Fn::Not object requires a list of 1 boolean parameter.",
    refused: [
      [yes],
      [[]],
      [[yes, no]],
      ["x"],
      [
        ["x"],
        "Template format error: Conditions can only be boolean operations on parameters and other conditions",
      ],
    ],
  },
  "Fn::Equals": {
    accepted: [
      [["a", "a"], true],
      [["a", "A"], false],
      [["1", 1], true],
      [["true", true], true],
      [["", ""], true],
      [[name, "gate"], true],
      [[{ Ref: "Size" }, 3], true],
      [[{ Ref: "AWS::Region" }, "eu-west-1"], true],
      [[list, ["a", "b"]], true],
      [[list, ["b", "a"]], false],
      [[{ "Fn::FindInMap": ["Map", "top", "second"] }, "mapped"], true],
      [[{ "Fn::Select": [1, list] }, "b"], true],
      [[{ "Fn::Join": ["", list] }, "ab"], true],
    ],
    text: "Template error: every Fn::Equals object requires a list of 2 string parameters.",
    refused: [
      ["a"],
      [{}],
      [[]],
      [["a"]],
      [["a", "a", "a"]],
      [
        [{ Ref: "A" }, "a"],
        "Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template",
      ],
      [
        [{ "Fn::GetAtt": ["A", "Arn"] }, "a"],
        "Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template",
      ],
    ],
  },
  Condition: {
    accepted: [
      ["Yes", true],
      ["No", false],
      ["Either", true],
    ],
    text: "Template error: every Condition object must have a single String value.",
    refused: [
      [1],
      [[]],
      [["Yes"]],
      [yes],
      ["Nope", "Template error: unresolved condition dependency Nope in Condition (C)"],
    ],
  },
};
