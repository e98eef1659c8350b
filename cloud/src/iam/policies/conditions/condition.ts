import type { VariableLookup } from "../matching/matcher.ts";
import type { ValueTest } from "./operator.ts";
import { findOperator, type NamedOperator } from "./registry.ts";

/** Values of a condition key of the request, by lower-case name; undefined when it is absent. */
export interface RequestKeys {
  values(name: string): readonly string[] | undefined;
  /** The single value of a key, for policy variables. */
  readonly variables: VariableLookup;
}

/** One operator with one key; all conditions of a statement have to hold. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  /** As the policy has them. */
  readonly expected: readonly string[];
  holds(keys: RequestKeys): boolean;
}

/**
 * IAM-8: prepares one condition. An unknown operator never holds.
 * @param variables true when the document's version knows policy variables
 */
export function compileCondition(
  name: string,
  { key, expected }: { readonly key: string; readonly expected: readonly string[] },
  variables: boolean,
): Condition {
  const named = findOperator(name);
  const lower = key.toLowerCase();
  if (named === undefined) return { operator: name, key, expected, holds: () => false };
  if (named.kind === "null") {
    const absent = expected.some((value) => value.toLowerCase() === "true");
    const present = expected.some((value) => value.toLowerCase() === "false");
    return {
      operator: name,
      key,
      expected,
      holds: (keys) => (isAbsent(keys.values(lower)) ? absent : present),
    };
  }
  const tests = expected.map((value) => named.operator.compile(value, variables));
  return {
    operator: name,
    key,
    expected,
    holds: (keys) => holdsFor(named, tests, { actual: keys.values(lower), variables: keys.variables }),
  };
}

function isAbsent(values: readonly string[] | undefined): values is undefined {
  return values === undefined || values.length === 0;
}

function holdsFor(
  named: Extract<NamedOperator, { kind: "values" }>,
  tests: readonly ValueTest[],
  request: { readonly actual: readonly string[] | undefined; readonly variables: VariableLookup },
): boolean {
  const { actual } = request;
  const { negated } = named.operator;
  const fits = (value: string): boolean => tests.some((test) => test(value, request.variables)) !== negated;
  if (isAbsent(actual)) {
    if (named.ifExists || named.set === "ForAllValues") return true;
    return named.set === undefined && negated;
  }
  if (named.set === "ForAllValues") return actual.every(fits);
  if (named.set === "ForAnyValue") return actual.some(fits);
  return negated ? actual.every(fits) : actual.some(fits);
}
