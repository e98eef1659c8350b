import type { Value } from "../../core/ports/resource-provider.ts";
import { templateError, templateFormatError } from "../shared/errors.ts";
import { referencesOf } from "./references.ts";
import { resolveValue } from "./resolve.ts";
import type { Evaluation } from "./shared/function.ts";

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
