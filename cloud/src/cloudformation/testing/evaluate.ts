import type { Value } from "../../core/ports/resource-provider.ts";
import { createEvaluation } from "../engine/evaluation.ts";
import { createProgram, type Program } from "../engine/program.ts";
import { THING } from "./chain.ts";
import { readTemplateText } from "./read-template.ts";

/** A name, a list, a number; a mapping; conditions of each outcome. */
export const BASE = {
  Parameters: {
    Name: { Type: "String", Default: "gate" },
    List: { Type: "CommaDelimitedList", Default: "a, b" },
    Numbers: { Type: "List<Number>", Default: "1,2" },
    Size: { Type: "Number", Default: "3" },
    Empty: { Type: "String", Default: "" },
  },
  Mappings: { Map: { top: { second: "mapped", list: ["x", "y"], number: 7 } } },
  Conditions: {
    Yes: { "Fn::Equals": [{ Ref: "Name" }, "gate"] },
    No: { "Fn::Not": [{ Condition: "Yes" }] },
    Both: { "Fn::And": [{ Condition: "Yes" }, { Condition: "No" }] },
    Either: { "Fn::Or": [{ Condition: "Yes" }, { Condition: "No" }] },
  },
};

/** `BASE` with one resource `A` and what a test adds, as a program of the stack `st`. */
export async function programOf(more: object): Promise<Program> {
  const template = await readTemplateText({ ...BASE, Resources: { A: { Type: THING } }, ...more });
  return createProgram({
    template,
    parameters: new Map(),
    scope: { accountId: "123456789012", region: "eu-west-1" },
    stack: { name: "st", id: "arn:st" },
  });
}

/** A property's value once `A` exists and another stack exports `exported`. */
export async function resolveProperty(value: Value) {
  const program = await programOf({
    Resources: { A: { Type: THING }, Z: { Type: THING, Properties: { value } } },
  });
  const attributes = { Arn: "arn:a", "Deep.Er": "deep", gate: "by-name", Zones: ["z1", "z2"] };
  const evaluation = createEvaluation({
    program,
    resource: () => ({ type: THING, ref: "a-1", attributes }),
    exportValue: (name) => (name === "exported" ? "from-afar" : undefined),
  });
  return evaluation.resolve(value);
}
