import type { VariableLookup } from "../matching/matcher.ts";

/** Decides whether one value of the request fits one value of the policy. */
export type ValueTest = (actual: string, variables: VariableLookup) => boolean;

/** One row of the operator registry. */
export interface ConditionOperator {
  /** The negated operators (`StringNotEquals`) hold when no value of the policy fits. */
  readonly negated: boolean;
  /**
   * Prepares one value of the policy.
   * @param variables true when the document's version knows policy variables
   */
  readonly compile: (expected: string, variables: boolean) => ValueTest;
}

/** The operator and its negation. */
export function pair(compile: ConditionOperator["compile"]): {
  readonly is: ConditionOperator;
  readonly isNot: ConditionOperator;
} {
  return { is: { negated: false, compile }, isNot: { negated: true, compile } };
}
