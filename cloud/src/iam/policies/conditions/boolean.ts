import type { ConditionOperator } from "./operator.ts";

/** `true` and `false` in any case. */
export const BOOLEAN_OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  Bool: {
    negated: false,
    compile: (expected) => {
      const wanted = expected.toLowerCase();
      return (actual) => (wanted === "true" || wanted === "false") && actual.toLowerCase() === wanted;
    },
  },
};
