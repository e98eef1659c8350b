import type { RehearsalFailure } from "../../../cloudformation/engine/rehearse.ts";
import { referencesOf } from "../../../cloudformation/intrinsics/walk.ts";
import type { ParameterDefinition } from "../../../cloudformation/template/model.ts";
import { checkParameterValues } from "../../../cloudformation/template/parameter-values.ts";
import { readParameters } from "../../../cloudformation/template/parameters.ts";
import { asMap, isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import type { Scope } from "../../../core/arns.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { fittingValue } from "./fitting-value.ts";

type Values = ReadonlyMap<string, string>;

/**
 * A fitting value for each parameter that has neither a value nor a default, so that the rest of the template
 * can be looked at. None of a template whose parameters cannot be read.
 */
export function assumedValues(
  template: ValueMap,
  { given, scope }: { readonly given: Values; readonly scope: Scope },
): Values {
  const missing = definitionsOf(template).filter(
    ({ name, defaultValue }) => !given.has(name) && defaultValue === undefined,
  );
  return new Map(missing.map((one) => [one.name, fittingValue(one, { template, scope })]));
}

export interface Assumption {
  /** The template in which the values are the defaults, whatever it asks of them. */
  readonly template: ValueMap;
  /** What AWS says of a template whose parameters have no values. */
  readonly refusal: string | undefined;
  /** Whether another value might be taken: the failure is of something that depends on one. */
  mayComeOfIt(failure: RehearsalFailure): boolean;
}

/**
 * @param expanded after its transforms
 * @param written before them: what a loop over an assumed value makes depends on that as well
 */
export function assume(
  values: Values,
  { expanded, written }: { readonly expanded: ValueMap; readonly written: ValueMap },
): Assumption {
  if (values.size === 0) return { template: expanded, refusal: undefined, mayComeOfIt: () => false };
  const names = [...values.keys()];
  const uncertain = dependentsOf(expanded, names);
  const own = ownIds(written, names);
  const isTold = (reason: string) => {
    const words = new Set(reason.split(/[^A-Za-z0-9]/));
    const isSaid = (text: string) => (/^\w+$/.test(text) ? words.has(text) : reason.includes(text));
    // Of the whole template, a value decides which of its resources there are, and what a mapping is asked.
    return [...values.values()].some(isSaid) || [...uncertain.byCondition].some((id) => words.has(id));
  };
  return {
    template: withDefaults(expanded, values),
    refusal: refusalOf(definitionsOf(expanded).filter(({ name }) => values.has(name))),
    mayComeOfIt: ({ logicalId, reason }) => {
      if (logicalId === undefined) return isTold(reason);
      return uncertain.all.has(logicalId) || !(own?.some((id) => logicalId.startsWith(id)) ?? true);
    },
  };
}

const LOOP = "Fn::ForEach::";

/** Ids that stand in the template; undefined where no loop over one of the parameters makes others. */
function ownIds({ Resources: given }: ValueMap, parameters: readonly string[]): string[] | undefined {
  const resources = Object.entries(asMap(given));
  if (!resources.some(([id, value]) => id.startsWith(LOOP) && refersTo(value, parameters))) return undefined;
  return resources.flatMap(([id]) => (id.startsWith(LOOP) ? [] : [id]));
}

/** Also from within loops in it, which no intrinsic function is. */
function refersTo(value: Value, parameters: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value) && parameters.includes(String(value["Ref"]))) return true;
  return Object.values(value).some((inner) => refersTo(inner, parameters));
}

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

interface Dependents {
  /** Ids of resources that name one of the parameters, themselves or by their conditions. */
  readonly all: ReadonlySet<string>;
  readonly byCondition: ReadonlySet<string>;
}

function dependentsOf(template: ValueMap, parameters: readonly string[]): Dependents {
  const names = new Set(parameters);
  const conditions = Object.entries(asMap(template["Conditions"])).map(
    ([name, value]) => [name, namesIn(value, "conditions")] as const,
  );
  const uncertain = new Set<string>();
  const isNamed = ({ refs }: Names) => refs.some((name) => names.has(name));
  const isAsked = ({ conditions: asked }: Names) => asked.some((name) => uncertain.has(name));
  // A condition may name one that is written below it.
  for (let before = -1; before < uncertain.size; ) {
    before = uncertain.size;
    for (const [name, value] of conditions) if (isNamed(value) || isAsked(value)) uncertain.add(name);
  }
  const all = new Set<string>();
  const byCondition = new Set<string>();
  for (const [logicalId, resource] of Object.entries(asMap(template["Resources"]))) {
    const { Condition: condition } = asMap(resource);
    const inside = namesIn(resource);
    if ((typeof condition === "string" && uncertain.has(condition)) || isAsked(inside)) {
      byCondition.add(logicalId);
    }
    if (byCondition.has(logicalId) || isNamed(inside)) all.add(logicalId);
  }
  return { all, byCondition };
}

interface Names {
  readonly refs: readonly string[];
  readonly conditions: readonly string[];
}

/** None of what is not well formed: that is told of the template. */
function namesIn(value: Value, place: "anywhere" | "conditions" = "anywhere"): Names {
  try {
    const { refs, conditions } = referencesOf(value, { place });
    return { refs: [...refs], conditions: [...conditions.keys()] };
  } catch (error) {
    if (error instanceof AwsError) return { refs: [], conditions: [] };
    throw error;
  }
}
