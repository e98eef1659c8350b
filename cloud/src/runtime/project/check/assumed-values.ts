import type { RehearsalFailure } from "../../../cloudformation/engine/rehearse.ts";
import { referencesOf } from "../../../cloudformation/intrinsics/walk.ts";
import type { ParameterDefinition } from "../../../cloudformation/template/model.ts";
import { checkParameterValues } from "../../../cloudformation/template/parameter-values.ts";
import { readParameters } from "../../../cloudformation/template/parameters.ts";
import { isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import type { Scope } from "../../../core/arns.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { fittingValue } from "./fitting-value.ts";

export interface Assumption {
  /** Of parameters that have neither a value nor a default. */
  readonly values: ReadonlyMap<string, string>;
  /** The template in which those are the defaults, whatever the template asks of them. */
  readonly template: ValueMap;
  /** What AWS says of a template whose parameters have no values. */
  readonly refusal: string | undefined;
  /** Whether another value might be taken: the failure is of something that depends on one. */
  mayComeOfIt(failure: RehearsalFailure): boolean;
}

/**
 * Gives parameters without a value one that fits, so that the rest of the template can be looked at.
 * Nothing of a template whose parameters cannot be read.
 */
export function assumeValues(
  template: ValueMap,
  { given, scope }: { readonly given: ReadonlyMap<string, string>; readonly scope: Scope },
): Assumption {
  const missing = definitionsOf(template).filter(
    ({ name, defaultValue }) => !given.has(name) && defaultValue === undefined,
  );
  if (missing.length === 0) {
    return { values: new Map(), template, refusal: undefined, mayComeOfIt: () => false };
  }
  const values = new Map(missing.map((one) => [one.name, fittingValue(one, { template, scope })]));
  const uncertain = dependentsOf(template, [...values.keys()]);
  const told = [...values.values()].filter((text) => text.length >= SHORTEST_TOLD);
  const named = [...values.keys(), ...uncertain];
  return {
    values,
    template: withDefaults(template, values),
    refusal: refusalOf(missing),
    mayComeOfIt: ({ logicalId, reason }) => {
      if (logicalId !== undefined) return uncertain.has(logicalId);
      const words = new Set(reason.split(/[^A-Za-z0-9]/));
      return told.some((text) => reason.includes(text)) || named.some((name) => words.has(name));
    },
  };
}

/** Shorter texts stand in sentences by chance. */
const SHORTEST_TOLD = 4;

function definitionsOf({ Parameters: given }: ValueMap): readonly ParameterDefinition[] {
  try {
    return [...readParameters(asMap(given)).values()];
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}

function refusalOf(missing: readonly ParameterDefinition[]): string | undefined {
  try {
    checkParameterValues(new Map(missing.map((one) => [one.name, one])), new Map());
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}

/** Rules hold the values only: they go. */
function withDefaults({ Rules: _rules, ...template }: ValueMap, values: ReadonlyMap<string, string>) {
  const parameters = Object.entries(asMap(template["Parameters"])).map(([name, definition]) => {
    const value = values.get(name);
    if (value === undefined || !isValueMap(definition)) return [name, definition] as const;
    const { Type, NoEcho } = definition;
    return [
      name,
      { Type: Type ?? "String", ...(NoEcho === undefined ? {} : { NoEcho }), Default: value },
    ] as const;
  });
  return { ...template, Parameters: Object.fromEntries(parameters) };
}

/** Ids of resources that name one of the parameters, themselves or by their conditions. */
function dependentsOf(template: ValueMap, parameters: readonly string[]): ReadonlySet<string> {
  const names = new Set(parameters);
  const conditions = Object.entries(asMap(template["Conditions"]));
  const uncertain = new Set<string>();
  const isUncertain = (value: Value, place?: "conditions"): boolean => {
    const { refs, conditions: asked } = namesIn(value, place);
    return refs.some((name) => names.has(name)) || asked.some((name) => uncertain.has(name));
  };
  // A condition may name one that is written below it.
  for (let before = -1; before < uncertain.size; ) {
    before = uncertain.size;
    for (const [name, value] of conditions) if (isUncertain(value, "conditions")) uncertain.add(name);
  }
  const resources = Object.entries(asMap(template["Resources"])).filter(([, resource]) => {
    const { Condition: condition } = asMap(resource);
    return (typeof condition === "string" && uncertain.has(condition)) || isUncertain(resource);
  });
  return new Set(resources.map(([logicalId]) => logicalId));
}

/** None of what is not well formed: that is told of the template. */
function namesIn(
  value: Value,
  place: "anywhere" | "conditions" = "anywhere",
): { readonly refs: readonly string[]; readonly conditions: readonly string[] } {
  try {
    const { refs, conditions } = referencesOf(value, { place });
    return { refs: [...refs], conditions: [...conditions.keys()] };
  } catch (error) {
    if (error instanceof AwsError) return { refs: [], conditions: [] };
    throw error;
  }
}

function asMap(value: Value | undefined): ValueMap {
  return isValueMap(value) ? value : {};
}
