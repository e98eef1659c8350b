import { equal } from "./equality.ts";
import type { Rule, SchemaCheck, SchemaCompiler, SchemaObject } from "./schema.ts";
import { SchemaError } from "./schema-error.ts";

/** Keywords about lists; other values pass them. */
export const arrayRules: readonly [string, Rule][] = [
  ["items", itemsRule],
  ["uniqueItems", uniqueRule],
  ["minItems", (operand) => countRule(operand, (count, limit) => count >= limit)],
  ["maxItems", (operand) => countRule(operand, (count, limit) => count <= limit)],
];

/** Above this a pairwise comparison would cost a client little and the server much. */
const UNIQUE_LIMIT = 2_000;

function itemsRule(operand: unknown, schema: SchemaObject, compiler: SchemaCompiler): SchemaCheck {
  const fixed = Array.isArray(operand) ? operand.map((item) => compiler.compile(item)) : [];
  const rest = Array.isArray(operand) ? additional(schema, compiler) : compiler.compile(operand);
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    for (const [index, item] of value.entries()) {
      const failure = (fixed[index] ?? rest)(item);
      if (failure !== undefined) return `/${index}: ${failure}`;
    }
    return undefined;
  };
}

function additional(schema: SchemaObject, compiler: SchemaCompiler): SchemaCheck {
  const operand = schema["additionalItems"];
  if (operand === undefined || operand === true) return () => undefined;
  return operand === false ? () => "the item is not allowed" : compiler.compile(operand);
}

function uniqueRule(operand: unknown): SchemaCheck {
  if (operand !== true) return () => undefined;
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    if (value.length > UNIQUE_LIMIT) return "the list is too long to be checked";
    const repeated = value.some((item, index) => value.slice(0, index).some((other) => equal(other, item)));
    return repeated ? "the items are not unique" : undefined;
  };
}

function countRule(operand: unknown, holds: (count: number, limit: number) => boolean): SchemaCheck {
  if (typeof operand !== "number") throw new SchemaError("minItems and maxItems must be numbers");
  return (value) =>
    !Array.isArray(value) || holds(value.length, operand) ? undefined : "the list has a wrong length";
}
