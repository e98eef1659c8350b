import type { ConditionOperator } from "./operator.ts";

/** Base64 texts compared as the bytes they stand for. */
export const BINARY_OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  BinaryEquals: {
    negated: false,
    compile: (expected) => {
      const bytes = Buffer.from(expected, "base64");
      return (actual) => bytes.equals(Buffer.from(actual, "base64"));
    },
  },
};
