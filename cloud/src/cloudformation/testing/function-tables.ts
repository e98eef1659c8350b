import type { Value } from "../../core/ports/resource-provider.ts";
import { NO_VALUE } from "../intrinsics/shared/function.ts";

/** Values in place of an argument, and what the function makes of them. */
export type Accepted = readonly (readonly [argument: Value, result: unknown])[];
/** Arguments that a function refuses, and the text when it is not its usual one. */
export type Refused = readonly (readonly [argument: Value, text?: string])[];

export interface FunctionTable {
  readonly accepted: Accepted;
  /** What AWS says of an argument of the wrong shape. */
  readonly text: string;
  readonly refused: Refused;
}

const name: Value = { Ref: "Name" };
const list: Value = { Ref: "List" };
const nothing: Value = { Ref: "AWS::NoValue" };
const zones: Value = { "Fn::GetAtt": ["A", "Zones"] };

/** By function: values of a property. */
export const VALUE_FUNCTIONS: Readonly<Record<string, FunctionTable>> = {
  Ref: {
    accepted: [
      ["Name", "gate"],
      ["Size", "3"],
      ["Empty", ""],
      ["List", ["a", "b"]],
      ["Numbers", ["1", "2"]],
      ["A", "a-1"],
      ["AWS::AccountId", "123456789012"],
      ["AWS::NotificationARNs", []],
      ["AWS::NoValue", NO_VALUE],
      ["AWS::Partition", "aws"],
      ["AWS::Region", "eu-west-1"],
      ["AWS::StackId", "arn:st"],
      ["AWS::StackName", "st"],
      ["AWS::URLSuffix", "amazonaws.com"],
    ],
    text: "Template error: every Ref object must have a single String value.",
    refused: [
      [""],
      [1],
      [true],
      [[]],
      [["A"]],
      [{}],
      [name],
      [
        "Missing",
        "Template format error: Unresolved resource dependencies [Missing] in the Resources block of the template",
      ],
      [
        "AWS::Nothing",
        "Template format error: Unresolved resource dependencies [AWS::Nothing] in the Resources block of the template",
      ],
      [
        "constructor",
        "Template format error: Unresolved resource dependencies [constructor] in the Resources block of the template",
      ],
    ],
  },
  "Fn::Base64": {
    accepted: [
      ["gate", "Z2F0ZQ=="],
      ["", ""],
      ["é", "w6k="],
      [7, "Nw=="],
      [true, "dHJ1ZQ=="],
      [name, "Z2F0ZQ=="],
      [{ "Fn::Join": ["", ["ga", "te"]] }, "Z2F0ZQ=="],
    ],
    text: "Template error: every Fn::Base64 object must have a String-typed value.",
    refused: [[["gate"]], [list], [{ a: "b" }], [nothing]],
  },
  "Fn::FindInMap": {
    accepted: [
      [["Map", "top", "second"], "mapped"],
      [
        ["Map", "top", "list"],
        ["x", "y"],
      ],
      [["Map", "top", "number"], 7],
      [["Map", "top", { "Fn::Join": ["", ["sec", "ond"]] }], "mapped"],
      [["Map", "top", "second", { DefaultValue: "else" }], "mapped"],
      [["Map", "top", "none", { DefaultValue: "else" }], "else"],
      [["None", "top", "second", { DefaultValue: { Ref: "Name" } }], "gate"],
      [["Map", "none", "second", { DefaultValue: ["x"] }], ["x"]],
    ],
    text: "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
    refused: [
      ["Map"],
      [{}],
      [[]],
      [["Map"]],
      [["Map", "top"]],
      [["Map", "top", "second", "more"]],
      [["Map", "top", "second", { Default: "else" }]],
      [["Map", "top", "second", { DefaultValue: "else", More: 1 }]],
      [["Map", "top", "second", { DefaultValue: "else" }, "more"]],
      [["Map", ["top"], "second"]],
      [["Map", "top", list]],
      [["Map", "top", nothing]],
      [["None", "top", "second"], "Template error: Unable to get mapping for None::top::second"],
      [["Map", "none", "second"], "Template error: Unable to get mapping for Map::none::second"],
      [["Map", "top", "none"], "Template error: Unable to get mapping for Map::top::none"],
      [["Map", "top", name], "Template error: Unable to get mapping for Map::top::gate"],
      [["Map", "__proto__", "x"], "Template error: Unable to get mapping for Map::__proto__::x"],
    ],
  },
  "Fn::GetAtt": {
    accepted: [
      [["A", "Arn"], "arn:a"],
      [["A", "Deep.Er"], "deep"],
      [["A", "Deep", "Er"], "deep"],
      ["A.Arn", "arn:a"],
      ["A.Deep.Er", "deep"],
      [["A", name], "by-name"],
      [
        ["A", "Zones"],
        ["z1", "z2"],
      ],
    ],
    text: "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    refused: [
      ["A"],
      [""],
      ["A."],
      [".Arn"],
      [[]],
      [["A"]],
      [["", "Arn"]],
      [["A", ""]],
      [["A", 1]],
      [["A", []]],
      [["A", {}]],
      [[name, "Arn"]],
      [["A", list]],
      [7],
      [{}],
      [["A", "Nope"], "Template error: resource A does not support attribute type Nope in Fn::GetAtt"],
      [
        ["A", "toString"],
        "Template error: resource A does not support attribute type toString in Fn::GetAtt",
      ],
      [["Missing", "Arn"], "Template error: instance of Fn::GetAtt references undefined resource Missing"],
      [["Name", "Arn"], "Template error: instance of Fn::GetAtt references undefined resource Name"],
    ],
  },
  "Fn::GetAZs": {
    accepted: [
      ["", ["eu-west-1a", "eu-west-1b", "eu-west-1c"]],
      ["eu-west-1", ["eu-west-1a", "eu-west-1b", "eu-west-1c"]],
      [{ Ref: "AWS::Region" }, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]],
    ],
    text: "Template error: every Fn::GetAZs object must have a String-typed value.",
    refused: [
      [[]],
      [list],
      [nothing],
      ["us-east-1", "Fn::GetAZs of region us-east-1 is not supported by Portcullis. See docs/gaps.md."],
    ],
  },
  "Fn::If": {
    accepted: [
      [["Yes", "a", "b"], "a"],
      [["No", "a", "b"], "b"],
      [["Both", 1, 2], 2],
      [["Either", { a: name }, "b"], { a: "gate" }],
      [["No", "a", nothing], NO_VALUE],
      [["Yes", ["x", nothing], "b"], ["x"]],
      [["No", { "Fn::GetAtt": ["A", "Nope"] }, "b"], "b"],
      [["Yes", { "Fn::If": ["No", 1, 2] }, 3], 2],
    ],
    text: "Template error: Fn::If requires a list argument with three elements: a condition name and two values",
    refused: [
      ["Yes"],
      [{}],
      [[]],
      [["Yes", "a"]],
      [["Yes", "a", "b", "c"]],
      [[1, "a", "b"]],
      [[{ Condition: "Yes" }, "a", "b"]],
      [["Nope", "a", "b"], "Template error: unresolved condition dependency Nope in Fn::If"],
    ],
  },
  "Fn::ImportValue": {
    accepted: [
      ["exported", "from-afar"],
      [{ "Fn::Sub": ["${x}ported", { x: "ex" }] }, "from-afar"],
      [{ "Fn::Join": ["", ["ex", "ported"]] }, "from-afar"],
    ],
    text: "Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string",
    refused: [[[]], [["exported"]], [list], [nothing], ["none", "No export named none found"]],
  },
  "Fn::Join": {
    accepted: [
      [["-", ["a", "b"]], "a-b"],
      [["", ["a", "b"]], "ab"],
      [["-", []], ""],
      [["-", ["a", 1, true]], "a-1-true"],
      [["-", [name, { Ref: "A" }]], "gate-a-1"],
      [[",", list], "a,b"],
      [["/", zones], "z1/z2"],
      [["-", ["a", nothing, "b"]], "a-b"],
      [["-", { "Fn::If": ["Yes", ["x", "y"], []] }], "x-y"],
    ],
    text: "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.",
    refused: [
      ["-"],
      [{}],
      [[]],
      [["-"]],
      [["-", "a"]],
      [["-", ["a"], "b"]],
      [[1, ["a"]]],
      [[name, ["a"]]],
      [["-", name]],
      [["-", [["a"]]]],
      [["-", [list]]],
      [["-", nothing]],
    ],
  },
  "Fn::Select": {
    accepted: [
      [[0, ["a", "b"]], "a"],
      [["1", ["a", "b"]], "b"],
      [[1, list], "b"],
      [[0, zones], "z1"],
      [[{ "Fn::FindInMap": ["Map", "top", "number"] }, [0, 1, 2, 3, 4, 5, 6, "seventh"]], "seventh"],
      [[1, { "Fn::Split": [":", "a:b"] }], "b"],
      [[0, [nothing, "b"]], "b"],
    ],
    text: "Template error: Fn::Select requires a list argument with two elements: an integer index and a list",
    refused: [
      ["0"],
      [{}],
      [[]],
      [[0]],
      [[0, "a"]],
      [[0, ["a"], 1]],
      [["x", ["a"]]],
      [[-1, ["a"]]],
      [[1.5, ["a"]]],
      [[[0], ["a"]]],
      [[0, name]],
      [[nothing, ["a"]]],
      [[2, ["a", "b"]], "Template error: Fn::Select cannot select nonexistent value at index 2"],
      [[0, []], "Template error: Fn::Select cannot select nonexistent value at index 0"],
    ],
  },
  "Fn::Split": {
    accepted: [
      [
        [":", "a:b"],
        ["a", "b"],
      ],
      [
        ["::", "a::b:c"],
        ["a", "b:c"],
      ],
      [[":", "a"], ["a"]],
      [
        [":", ":a:"],
        ["", "a", ""],
      ],
      [
        ["t", name],
        ["ga", "e"],
      ],
      [
        [".", { "Fn::Sub": "${Name}.x" }],
        ["gate", "x"],
      ],
    ],
    text: "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
    refused: [
      ["a:b"],
      [{}],
      [[]],
      [[":"]],
      [["", "a"]],
      [[1, "a"]],
      [[":", ["a"]]],
      [[":", list]],
      [[":", "a", "b"]],
      [[":", nothing]],
    ],
  },
  "Fn::Sub": {
    accepted: [
      ["plain", "plain"],
      ["", ""],
      [7, "7"],
      ["${Name}", "gate"],
      ["${ Name }", "gate"],
      ["${A}/${A.Arn}/${A.Deep.Er}", "a-1/arn:a/deep"],
      ["${AWS::Region}.${AWS::StackName}.${AWS::URLSuffix}", "eu-west-1.st.amazonaws.com"],
      ["${Size}${Empty}", "3"],
      ["${!Name} $Name {Name} $${Name}", "${Name} $Name {Name} $gate"],
      [["${x}-${Name}", { x: { Ref: "A" } }], "a-1-gate"],
      [["${Name}", { Name: "own" }], "own"],
      [["${x.y}", { "x.y": 1 }], "1"],
      [["plain", {}], "plain"],
    ],
    text: "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    refused: [
      [{}],
      [[]],
      [["${x}"]],
      [["${x}", "y"]],
      [["${x}", []]],
      [["${x}", {}, {}]],
      [[name, {}]],
      [
        "${a b}",
        "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
      ],
      [
        "${}",
        "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
      ],
      ["${List}", "Template error: Fn::Sub variable List must resolve to a string"],
      ["${AWS::NoValue}", "Template error: Fn::Sub variable AWS::NoValue must resolve to a string"],
      [["${x}", { x: list }], "Template error: Fn::Sub variable x must resolve to a string"],
      [
        "${Missing}",
        "Template format error: Unresolved resource dependencies [Missing] in the Resources block of the template",
      ],
      ["${Missing.Arn}", "Template error: instance of Fn::GetAtt references undefined resource Missing"],
      ["${A.Nope}", "Template error: resource A does not support attribute type Nope in Fn::GetAtt"],
    ],
  },
  "Fn::Length": {
    accepted: [
      [[], 0],
      [["a", "b"], 2],
      [["a", nothing], 1],
      [list, 2],
      [zones, 2],
      [{ "Fn::Split": [",", "a,b,c"] }, 3],
    ],
    text: "Template error: Fn::Length requires a list or a function that returns a list",
    refused: [["abc"], [3], [name], [{ a: 1 }], [nothing]],
  },
  "Fn::ToJsonString": {
    accepted: [
      [{}, "{}"],
      [[], "[]"],
      [{ a: [1, "b", true] }, '{"a":[1,"b",true]}'],
      [[1, { Ref: "A" }], '[1,"a-1"]'],
      [{ name, drop: nothing }, '{"name":"gate"}'],
      [list, '["a","b"]'],
    ],
    text: "Template error: Fn::ToJsonString requires an object or an array",
    refused: [["x"], [1], [true], [name], [nothing]],
  },
};
