import { type ConditionOperator, pair } from "./operator.ts";

type Reader = (text: string) => number | undefined;
type Comparison = (actual: number, expected: number) => boolean;

/** The six orderings over a kind of value; what is no such value fits nothing. */
export function comparisonOperators(prefix: string, read: Reader): Record<string, ConditionOperator> {
  const operator = (compare: Comparison) =>
    pair((expected) => {
      const bound = read(expected);
      return (actual) => {
        const value = read(actual);
        return bound !== undefined && value !== undefined && compare(value, bound);
      };
    });
  const equals = operator((actual, expected) => actual === expected);
  return {
    [`${prefix}Equals`]: equals.is,
    [`${prefix}NotEquals`]: equals.isNot,
    [`${prefix}LessThan`]: operator((actual, expected) => actual < expected).is,
    [`${prefix}LessThanEquals`]: operator((actual, expected) => actual <= expected).is,
    [`${prefix}GreaterThan`]: operator((actual, expected) => actual > expected).is,
    [`${prefix}GreaterThanEquals`]: operator((actual, expected) => actual >= expected).is,
  };
}
