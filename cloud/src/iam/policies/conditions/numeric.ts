import { comparisonOperators } from "./comparison.ts";
import type { ConditionOperator } from "./operator.ts";

function readNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Integers and decimals. */
export const NUMERIC_OPERATORS: Readonly<Record<string, ConditionOperator>> = comparisonOperators(
  "Numeric",
  readNumber,
);
