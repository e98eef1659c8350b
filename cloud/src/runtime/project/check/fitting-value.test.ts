import { expect, test } from "vitest";
import type { ParameterDefinition } from "../../../cloudformation/template/model.ts";
import { readParameters } from "../../../cloudformation/template/parameters.ts";
import type { ValueMap } from "../../../cloudformation/template/value.ts";
import { fittingValue } from "./fitting-value.ts";

const scope = { partition: "aws", region: "eu-west-1", accountId: "123456789012" } as const;

function parameterOf(body: ValueMap): ParameterDefinition {
  const [parameter] = readParameters({ Given: body }).values();
  if (parameter === undefined) throw new Error("no parameter");
  return parameter;
}

const guessed = (body: ValueMap, template: ValueMap = {}) =>
  fittingValue(parameterOf(body), { template, scope });

test("a pattern that backtracks for ever is tried with no second value", () => {
  const tried: string[] = [];
  const said = (_definition: ParameterDefinition, value: string) => {
    tried.push(value);
    return "Template format error: AllowedPattern (x+x+)+y takes too long to match";
  };
  const parameter = parameterOf({ Type: "String", AllowedPattern: "(x+x+)+y" });
  expect(fittingValue(parameter, { template: {}, scope }, said)).toBe("given");
  expect(tried).toEqual(["given"]);
});

test("no value is as long as a length that none can have", () => {
  expect(guessed({ Type: "String", MinLength: 9_000_000_000 }).length).toBeLessThan(5_000);
});

test.each(["__proto__", "constructor", "toString"])(
  "a mapping that is not there, %s, has no keys",
  (name) => {
    const Value = { "Fn::FindInMap": [name, { Ref: "Given" }, { Ref: "Given" }] };
    expect(guessed({ Type: "String" }, { Mappings: {}, Outputs: { A: { Value } } })).toBe("given");
  },
);
