import { ARN_OPERATORS } from "./arn.ts";
import { BINARY_OPERATORS } from "./binary.ts";
import { BOOLEAN_OPERATORS } from "./boolean.ts";
import { DATE_OPERATORS } from "./date.ts";
import { IP_ADDRESS_OPERATORS } from "./ip-address.ts";
import { NUMERIC_OPERATORS } from "./numeric.ts";
import type { ConditionOperator } from "./operator.ts";
import { STRING_OPERATORS } from "./string.ts";

const OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map(
  [
    STRING_OPERATORS,
    NUMERIC_OPERATORS,
    DATE_OPERATORS,
    BOOLEAN_OPERATORS,
    BINARY_OPERATORS,
    IP_ADDRESS_OPERATORS,
    ARN_OPERATORS,
  ].flatMap((family) => Object.entries(family)),
);

export type SetOperator = "ForAllValues" | "ForAnyValue";

/** A condition operator as a policy names it, e.g. `ForAnyValue:StringLikeIfExists`. */
export type NamedOperator =
  | { readonly kind: "null" }
  | {
      readonly kind: "values";
      readonly operator: ConditionOperator;
      readonly set: SetOperator | undefined;
      readonly ifExists: boolean;
    };

/** Finds an operator by its full name; undefined when AWS knows none of that name. */
export function findOperator(name: string): NamedOperator | undefined {
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name);
  if (parts === null) return undefined;
  const [, set, base = "", ifExists] = parts;
  if (base === "Null") return set === undefined && ifExists === undefined ? { kind: "null" } : undefined;
  const operator = OPERATORS.get(base);
  if (operator === undefined) return undefined;
  return { kind: "values", operator, set: set as SetOperator | undefined, ifExists: ifExists !== undefined };
}

/**
 * Whether a condition with this operator holds for nobody but who has the key with a value that is named:
 * others also hold where the key is absent, or for every value but those.
 */
export function asksForNamedValue(name: string): boolean {
  const found = findOperator(name);
  if (found === undefined) return true;
  return (
    found.kind === "values" && !found.operator.negated && !found.ifExists && found.set !== "ForAllValues"
  );
}
