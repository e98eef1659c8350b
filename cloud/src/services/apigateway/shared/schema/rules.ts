import { arrayRules } from "./array-rules.ts";
import { equal } from "./equality.ts";
import { objectRules } from "./object-rules.ts";
import type { Rule, SchemaCheck, SchemaCompiler, SchemaObject } from "./schema.ts";
import { SchemaError } from "./schema-error.ts";

const TYPES: ReadonlyMap<string, (value: unknown) => boolean> = new Map<string, (value: unknown) => boolean>([
  ["array", Array.isArray],
  ["boolean", (value) => typeof value === "boolean"],
  ["integer", Number.isInteger],
  ["null", (value) => value === null],
  ["number", (value) => typeof value === "number"],
  ["object", (value) => typeof value === "object" && value !== null && !Array.isArray(value)],
  ["string", (value) => typeof value === "string"],
]);

const generalRules: readonly [string, Rule][] = [
  ["type", typeRule],
  ["enum", enumRule],
  ["allOf", (operand, _, compiler) => combined(list(operand, "allOf"), compiler, allOf)],
  ["anyOf", (operand, _, compiler) => combined(list(operand, "anyOf"), compiler, anyOf)],
  ["oneOf", (operand, _, compiler) => combined(list(operand, "oneOf"), compiler, oneOf)],
  ["not", notRule],
  ["minLength", (operand) => lengthRule(number(operand, "minLength"), (size, limit) => size >= limit)],
  ["maxLength", (operand) => lengthRule(number(operand, "maxLength"), (size, limit) => size <= limit)],
  ["pattern", patternRule],
  ["minimum", minimumRule],
  ["maximum", maximumRule],
  ["multipleOf", multipleOfRule],
];

/** What each keyword checks. */
export const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...generalRules,
  ...objectRules,
  ...arrayRules,
]);

function typeRule(operand: unknown): SchemaCheck {
  const names = Array.isArray(operand) ? operand : [operand];
  const tests = names.map((name) => {
    const test = TYPES.get(String(name));
    if (test === undefined) throw new SchemaError(`Unsupported type ${JSON.stringify(name)}`);
    return test;
  });
  return (value) =>
    tests.some((test) => test(value)) ? undefined : `the value must be of type ${names.join(" or ")}`;
}

function enumRule(operand: unknown): SchemaCheck {
  const allowed = list(operand, "enum");
  return (value) =>
    allowed.some((item) => equal(item, value)) ? undefined : "the value is not one of the enumerated ones";
}

function combined(
  schemas: readonly unknown[],
  compiler: SchemaCompiler,
  rule: (checks: readonly SchemaCheck[], value: unknown) => string | undefined,
): SchemaCheck {
  const checks = schemas.map((schema) => compiler.compile(schema));
  return (value) => rule(checks, value);
}

function allOf(checks: readonly SchemaCheck[], value: unknown): string | undefined {
  for (const check of checks) {
    const failure = check(value);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function anyOf(checks: readonly SchemaCheck[], value: unknown): string | undefined {
  return checks.some((check) => check(value) === undefined) ? undefined : "no schema of anyOf matches";
}

function oneOf(checks: readonly SchemaCheck[], value: unknown): string | undefined {
  const matching = checks.filter((check) => check(value) === undefined).length;
  return matching === 1 ? undefined : "not exactly one schema of oneOf matches";
}

function notRule(operand: unknown, _: SchemaObject, compiler: SchemaCompiler): SchemaCheck {
  const check = compiler.compile(operand);
  return (value) => (check(value) === undefined ? "the value matches a forbidden schema" : undefined);
}

function lengthRule(limit: number, holds: (size: number, limit: number) => boolean): SchemaCheck {
  return (value) =>
    typeof value !== "string" || holds([...value].length, limit) ? undefined : "the text has a wrong length";
}

function patternRule(operand: unknown): SchemaCheck {
  const expression = regularExpression(operand);
  return (value) =>
    typeof value !== "string" || expression.test(value) ? undefined : "the text does not match the pattern";
}

function minimumRule(operand: unknown, schema: SchemaObject): SchemaCheck {
  const limit = number(operand, "minimum");
  const exclusive = flag(schema["exclusiveMinimum"], "exclusiveMinimum");
  return (value) =>
    typeof value !== "number" || value > limit || (!exclusive && value === limit)
      ? undefined
      : "the number is too small";
}

function maximumRule(operand: unknown, schema: SchemaObject): SchemaCheck {
  const limit = number(operand, "maximum");
  const exclusive = flag(schema["exclusiveMaximum"], "exclusiveMaximum");
  return (value) =>
    typeof value !== "number" || value < limit || (!exclusive && value === limit)
      ? undefined
      : "the number is too large";
}

function multipleOfRule(operand: unknown): SchemaCheck {
  const divisor = number(operand, "multipleOf");
  if (divisor <= 0) throw new SchemaError("multipleOf must be positive");
  return (value) =>
    typeof value !== "number" || Number.isInteger(value / divisor)
      ? undefined
      : "the number is no such multiple";
}

function list(operand: unknown, keyword: string): readonly unknown[] {
  if (!Array.isArray(operand) || operand.length === 0) throw new SchemaError(`${keyword} must be a list`);
  return operand;
}

function number(operand: unknown, keyword: string): number {
  if (typeof operand !== "number") throw new SchemaError(`${keyword} must be a number`);
  return operand;
}

function flag(operand: unknown, keyword: string): boolean {
  if (operand === undefined) return false;
  if (typeof operand !== "boolean") throw new SchemaError(`${keyword} must be a boolean in draft 4`);
  return operand;
}

function regularExpression(operand: unknown): RegExp {
  try {
    return new RegExp(String(operand), "u");
  } catch {
    throw new SchemaError(`Unsupported pattern ${JSON.stringify(operand)}`);
  }
}
