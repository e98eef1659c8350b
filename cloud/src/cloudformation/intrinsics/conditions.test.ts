import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { createProgram } from "../engine/program.ts";
import { THING } from "../testing/chain.ts";
import { readTemplateText } from "../testing/read-template.ts";

const Parameters = {
  Stage: { Type: "String", Default: "dev" },
  Size: { Type: "Number", Default: "1" },
  Names: { Type: "CommaDelimitedList", Default: "a, b" },
  Empty: { Type: "CommaDelimitedList", Default: "" },
};

async function programWith(Rules: unknown, given: Record<string, string> = {}) {
  const template = await readTemplateText({ Parameters, Rules, Resources: { A: { Type: THING } } } as object);
  return createProgram({
    template,
    parameters: new Map(Object.entries(given)),
    scope: { accountId: "123456789012", region: "eu-west-1" },
    stack: { name: "one", id: "arn:aws:cloudformation:eu-west-1:123456789012:stack/one/1" },
  });
}

const rule = (Assert: Value, more: object = {}) => ({ Checked: { Assertions: [{ Assert }], ...more } });
const ref = (name: string) => ({ Ref: name });
const equals = (left: Value, right: Value) => ({ "Fn::Equals": [left, right] });

describe("an assertion", () => {
  const cases: readonly (readonly [Value, boolean])[] = [
    [equals(ref("Stage"), "dev"), true],
    [equals(ref("Stage"), "prod"), false],
    [equals(ref("Size"), 1), true],
    [equals(ref("AWS::Region"), "eu-west-1"), true],
    [{ "Fn::Not": [equals(ref("Stage"), "dev")] }, false],
    [{ "Fn::And": [equals(1, 1), equals(1, 2)] }, false],
    [{ "Fn::Or": [equals(1, 1), equals(1, 2)] }, true],
    [{ "Fn::Contains": [["dev", "test"], ref("Stage")] }, true],
    [{ "Fn::Contains": [["prod"], ref("Stage")] }, false],
    [{ "Fn::Contains": [ref("Names"), "b"] }, true],
    [{ "Fn::Contains": [[], "b"] }, false],
    [{ "Fn::Contains": [[1, 2], ref("Size")] }, true],
    [{ "Fn::Contains": [ref("Empty"), ""] }, true],
    [{ "Fn::EachMemberEquals": [ref("Names"), "a"] }, false],
    [{ "Fn::EachMemberEquals": [["dev", "dev"], ref("Stage")] }, true],
    [{ "Fn::EachMemberIn": [ref("Names"), ["a", "b", "c"]] }, true],
    [{ "Fn::EachMemberIn": [["a", "z"], ref("Names")] }, false],
  ];

  test.each(cases)("CFN-RULES %j is %s", async (assert, holds) => {
    const program = programWith(rule(assert));
    if (holds) expect((await program).resources).toHaveLength(1);
    else await expect(program).rejects.toThrow("Rule Checked failed: assertion 1 is false");
  });

  test("is asked only where the condition of its rule holds", async () => {
    const never = equals(1, 2);
    const onProd = rule(never, { RuleCondition: equals(ref("Stage"), "prod") });
    expect((await programWith(onProd)).resources).toHaveLength(1);
    await expect(programWith(onProd, { Stage: "prod" })).rejects.toMatchObject({
      code: "ValidationError",
      message: "Rule Checked failed: assertion 1 is false",
    });
  });

  test("that is false says what its author wrote; the first of several counts", async () => {
    const Rules = {
      Good: { Assertions: [{ Assert: equals(1, 1), AssertDescription: "holds" }] },
      Bad: {
        Assertions: [
          { Assert: equals(1, 1), AssertDescription: "holds as well" },
          { Assert: equals(1, 2), AssertDescription: "One is not two." },
          { Assert: equals(1, 3), AssertDescription: "nor three" },
        ],
      },
    };
    await expect(programWith(Rules)).rejects.toThrow("Rule Bad failed: One is not two.");
  });
});

describe("a Rules section is refused", () => {
  const good = equals(1, 1);
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["that is a list", [], "Rules must be an object."],
    ["that is a text", "x", "Rules must be an object."],
    ["with null", { R: null }, "[/Rules/R] 'null' values are not allowed in templates"],
    ["with a rule that is a list", { R: [] }, "Any Rules member must be an object."],
    ["with a strange name", { "a b": {} }, "Rule name a b is non alphanumeric."],
    ["with an unknown key", { R: { Assert: good } }, "Invalid template rule property 'Assert'"],
    ["without assertions", { R: {} }, "[/Rules/R] Every Rules member must contain a list of Assertions."],
    ["with no assertion", { R: { Assertions: [] } }, "must contain a list of Assertions."],
    ["with one assertion outside a list", { R: { Assertions: { Assert: good } } }, "a list of Assertions."],
    [
      "with an assertion that is a text",
      { R: { Assertions: ["x"] } },
      "[/Rules/R/Assertions/0] Any Assertions member must be an object.",
    ],
    [
      "with an assertion that asserts nothing",
      { R: { Assertions: [{ AssertDescription: "x" }] } },
      "[/Rules/R/Assertions/0] Every Assertions member must contain an Assert object.",
    ],
    [
      "with a description that is none",
      { R: { Assertions: [{ Assert: good, AssertDescription: ref("Stage") }] } },
      "Every AssertDescription member must be a string.",
    ],
    [
      "with a function rules do not know",
      rule(equals({ "Fn::Sub": "${Stage}" }, { "Fn::If": ["x", 1, 2] })),
      "Template format error: Following functions are not supported in the Rules block of the template: [Fn::Sub, Fn::If]",
    ],
    [
      "with a condition of the template",
      rule(good, { RuleCondition: { Condition: "Prod" } }),
      "Following functions are not supported in the Rules block of the template: [Condition]",
    ],
    [
      "with an attribute",
      rule(equals({ "Fn::GetAtt": ["A", "Arn"] }, "x")),
      "not supported in the Rules block of the template: [Fn::GetAtt]",
    ],
    [
      "with a resource",
      rule(equals(ref("A"), "x")),
      "Template format error: Unresolved dependencies [A]. Cannot reference resources in the Rules block of the template",
    ],
    ["with an unknown parameter", rule(equals(ref("Who"), "x")), "Unresolved dependencies [Who]."],
    ["with an unknown pseudo parameter", rule(equals(ref("AWS::Foo"), "x")), "dependencies [AWS::Foo]"],
    ["with an inherited name", rule(equals(ref("constructor"), "x")), "dependencies [constructor]"],
    [
      "with all values of a type",
      rule({ "Fn::Contains": [{ "Fn::RefAll": "AWS::EC2::VPC::Id" }, "x"] }),
      "The intrinsic function Fn::RefAll is not supported by Portcullis",
    ],
    [
      "with an attribute of a value",
      rule(equals({ "Fn::ValueOf": ["Stage", "VpcId"] }, "x")),
      "The intrinsic function Fn::ValueOf is not supported by Portcullis",
    ],
    [
      "with attributes of all values",
      rule({ "Fn::EachMemberEquals": [{ "Fn::ValueOfAll": ["AWS::EC2::VPC::Id", "Tags.x"] }, "x"] }),
      "The intrinsic function Fn::ValueOfAll is not supported by Portcullis",
    ],
    [
      "with a text as assertion",
      rule("true"),
      "Rules can only be boolean operations on parameters. [Checked]",
    ],
    ["with a parameter as assertion", rule(ref("Stage")), "boolean operations on parameters. [Checked]"],
    [
      "with a parameter as operand",
      rule({ "Fn::Not": [ref("Stage")] }),
      "boolean operations on parameters. [Checked]",
    ],
    [
      "with a condition that is a text",
      rule(good, { RuleCondition: "yes" }),
      "boolean operations on parameters. [Checked]",
    ],
    ["with one operand", rule({ "Fn::And": [good] }), "every Fn::And object requires a list"],
    ["with a list too few", rule({ "Fn::Contains": ["x"] }), "every Fn::Contains object requires"],
    ["with a text for a list", rule({ "Fn::Contains": ["x", "x"] }), "every Fn::Contains object requires"],
    [
      "with a text parameter for a list",
      rule({ "Fn::Contains": [ref("Stage"), "x"] }),
      "every Fn::Contains object requires",
    ],
    [
      "with a list for a text",
      rule({ "Fn::EachMemberEquals": [["x"], ref("Names")] }),
      "every Fn::EachMemberEquals object requires",
    ],
    ["with a text for one list", rule({ "Fn::EachMemberIn": [["x"], "x"] }), "every Fn::EachMemberIn object"],
    [
      "with two functions in one object",
      rule({ "Fn::Equals": [1, 1], "Fn::Not": [good] }),
      "must be the only member of its object",
    ],
  ];

  test.each(cases)("%s", async (_title, rules, message) => {
    await expect(programWith(rules)).rejects.toThrow(message);
  });

  test("only in rules are there functions of rules", async () => {
    const template = await readTemplateText({
      Parameters,
      Resources: { A: { Type: THING, Properties: { Value: { "Fn::Contains": [["x"], "x"] } } } },
    });
    const scope = { accountId: "123456789012", region: "eu-west-1" };
    const stack = { name: "one", id: "arn" };
    expect(() => createProgram({ template, parameters: new Map(), scope, stack })).toThrow(
      "Encountered unsupported function: Fn::Contains",
    );
  });
});
