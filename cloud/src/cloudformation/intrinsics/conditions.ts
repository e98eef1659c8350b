import { AwsError } from "../../core/errors.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { templateError, templateFormatError } from "../shared/errors.ts";
import type { RuleDefinition } from "../template/model.ts";
import { isValueMap } from "../template/value.ts";
import { callOf, foreignToRules, isBooleanFunction } from "./registry.ts";
import type { Evaluation } from "./shared/function.ts";
import { referencesOf, resolveValue } from "./walk.ts";

/** Evaluates every condition once. Conditions see parameters, mappings and other conditions only. */
export function evaluateConditions(
  conditions: ReadonlyMap<string, Value>,
  scope: Omit<Evaluation, "condition" | "resolve">,
): ReadonlyMap<string, boolean> {
  const values = new Map<string, boolean>();
  const open = new Set<string>();

  const evaluate = (name: string): boolean => {
    const known = values.get(name);
    if (known !== undefined) return known;
    const definition = conditions.get(name);
    if (definition === undefined) throw templateError(`unresolved condition dependency ${name} in Fn::If`);
    if (open.has(name)) {
      throw templateFormatError(`Circular dependency between conditions: [${[...open].join(", ")}]`);
    }
    open.add(name);
    const evaluation: Evaluation = {
      ...scope,
      condition: evaluate,
      resolve: (value) => resolveValue(value, evaluation, "conditions"),
    };
    const value = evaluation.resolve(definition);
    open.delete(name);
    if (typeof value !== "boolean") {
      throw templateFormatError(`Every Conditions member must be a boolean function. [${name}]`);
    }
    values.set(name, value);
    return value;
  };

  for (const name of conditions.keys()) evaluate(name);
  return values;
}

/** Static check: functions are well formed and nothing but parameters and conditions is named. */
export function checkConditions(
  conditions: ReadonlyMap<string, Value>,
  parameters: ReadonlySet<string>,
): void {
  for (const [name, definition] of conditions) {
    const references = referencesOf(definition, { place: "conditions" });
    const foreign = [...references.refs, ...references.attributes.keys()].filter(
      (reference) => !parameters.has(reference) && !reference.startsWith("AWS::"),
    );
    if (foreign.length > 0) {
      throw templateFormatError(
        `Unresolved dependencies [${foreign.join(", ")}]. Cannot reference resources in the Conditions block of the template`,
      );
    }
    for (const [used, by] of references.conditions) {
      if (!conditions.has(used))
        throw templateError(`unresolved condition dependency ${used} in ${by} (${name})`);
    }
  }
}

/** An assertion of the template does not hold for these parameters. */
export class RuleFailed extends AwsError {
  constructor(rule: string, what: string) {
    super("ValidationError", `Rule ${rule} failed: ${what}`);
  }
}

/** Static check: rules call functions of rules only, are boolean, and name nothing but parameters. */
export function checkRules(rules: readonly RuleDefinition[], known: ReadonlySet<string>): void {
  const foreign = new Set(rules.flatMap((rule) => expressionsOf(rule).flatMap(foreignFunctions)));
  if (foreign.size > 0) {
    throw templateFormatError(
      `Following functions are not supported in the Rules block of the template: [${[...foreign].join(", ")}]`,
    );
  }
  for (const rule of rules) {
    for (const expression of expressionsOf(rule)) {
      const { refs } = referencesOf(expression, { place: "rules" });
      const unknown = [...refs].filter((name) => !known.has(name));
      if (unknown.length > 0) {
        throw templateFormatError(
          `Unresolved dependencies [${unknown.join(", ")}]. Cannot reference resources in the Rules block of the template`,
        );
      }
      assertBoolean(rule.name, expression);
    }
  }
}

/** CFN-RULES: holds the parameters against the rules; throws RuleFailed at the first assertion that is false. */
export function assertRulesHold(
  rules: readonly RuleDefinition[],
  scope: Omit<Evaluation, "resolve" | "condition">,
): void {
  const evaluation: Evaluation = {
    ...scope,
    condition: (name) => {
      throw templateError(`unresolved condition dependency ${name} in Rules`);
    },
    // An empty list parameter holds one empty text: so a rule can ask that it is not empty.
    ref: (name) => {
      const value = scope.ref(name);
      return Array.isArray(value) && value.length === 0 ? [""] : value;
    },
    resolve: (value) => resolveValue(value, evaluation, "rules"),
  };
  for (const { name, condition, assertions } of rules) {
    if (condition !== undefined && evaluation.resolve(condition) !== true) continue;
    for (const [index, { assert, description }] of assertions.entries()) {
      if (evaluation.resolve(assert) === true) continue;
      throw new RuleFailed(name, description ?? `assertion ${index + 1} is false`);
    }
  }
}

function expressionsOf({ condition, assertions }: RuleDefinition): Value[] {
  const asserted = assertions.map(({ assert }) => assert);
  return condition === undefined ? asserted : [condition, ...asserted];
}

/** Names of functions in a value that rules do not know. */
function foreignFunctions(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(foreignFunctions);
  if (!isValueMap(value)) return [];
  const own = Object.keys(value).filter(foreignToRules);
  return own.length > 0 ? own : Object.values(value).flatMap(foreignFunctions);
}

/** Conditions, assertions and the operands of `Fn::And`, `Fn::Or` and `Fn::Not` are true or false. */
function assertBoolean(rule: string, value: Value): void {
  const call = callOf(value, "rules");
  if (call === undefined || !isBooleanFunction(call.intrinsic.name)) {
    throw templateFormatError(`Rules can only be boolean operations on parameters. [${rule}]`);
  }
  const operands = /^Fn::(And|Or|Not)$/.test(call.intrinsic.name) ? call.argument : [];
  if (Array.isArray(operands)) for (const operand of operands) assertBoolean(rule, operand);
}
