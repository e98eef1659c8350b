import { isObject, type Rule, type SchemaCheck, type SchemaCompiler, type SchemaObject } from "./schema.ts";
import { SchemaError } from "./schema-error.ts";

/** Keywords about objects; other values pass them. */
export const objectRules: readonly [string, Rule][] = [
  ["required", requiredRule],
  ["properties", propertiesRule],
  ["patternProperties", patternPropertiesRule],
  ["additionalProperties", additionalPropertiesRule],
  ["dependencies", dependenciesRule],
  ["minProperties", (operand) => countRule(operand, (count, limit) => count >= limit)],
  ["maxProperties", (operand) => countRule(operand, (count, limit) => count <= limit)],
];

function requiredRule(operand: unknown): SchemaCheck {
  if (!Array.isArray(operand) || operand.some((name) => typeof name !== "string")) {
    throw new SchemaError("required must be a list of names");
  }
  return (value) => {
    if (!isObject(value)) return undefined;
    const missing = operand.filter((name: string) => !Object.hasOwn(value, name));
    return missing.length === 0
      ? undefined
      : `object has missing required properties (${JSON.stringify(missing)})`;
  };
}

function propertiesRule(operand: unknown, _: SchemaObject, compiler: SchemaCompiler): SchemaCheck {
  const checks = members(operand, "properties").map(
    ([name, schema]) => [name, compiler.compile(schema)] as const,
  );
  return (value) => {
    if (!isObject(value)) return undefined;
    for (const [name, check] of checks) {
      const failure = Object.hasOwn(value, name) ? check(value[name]) : undefined;
      if (failure !== undefined) return `${name}: ${failure}`;
    }
    return undefined;
  };
}

function patternPropertiesRule(operand: unknown, _: SchemaObject, compiler: SchemaCompiler): SchemaCheck {
  const checks = members(operand, "patternProperties").map(
    ([pattern, schema]) => [expression(pattern), compiler.compile(schema)] as const,
  );
  return (value) => {
    if (!isObject(value)) return undefined;
    for (const [name, item] of Object.entries(value)) {
      for (const [pattern, check] of checks) {
        const failure = pattern.test(name) ? check(item) : undefined;
        if (failure !== undefined) return `${name}: ${failure}`;
      }
    }
    return undefined;
  };
}

function additionalPropertiesRule(
  operand: unknown,
  schema: SchemaObject,
  compiler: SchemaCompiler,
): SchemaCheck {
  if (operand === true) return () => undefined;
  const check = operand === false ? () => "the member is not allowed" : compiler.compile(operand);
  const named = new Set(Object.keys(isObject(schema["properties"]) ? schema["properties"] : {}));
  const patterns = Object.keys(isObject(schema["patternProperties"]) ? schema["patternProperties"] : {}).map(
    expression,
  );
  return (value) => {
    if (!isObject(value)) return undefined;
    for (const [name, item] of Object.entries(value)) {
      if (named.has(name) || patterns.some((pattern) => pattern.test(name))) continue;
      const failure = check(item);
      if (failure !== undefined) return `${name}: ${failure}`;
    }
    return undefined;
  };
}

function dependenciesRule(operand: unknown, _: SchemaObject, compiler: SchemaCompiler): SchemaCheck {
  const checks = members(operand, "dependencies").map(
    ([name, needs]) => [name, Array.isArray(needs) ? requiredRule(needs) : compiler.compile(needs)] as const,
  );
  return (value) => {
    if (!isObject(value)) return undefined;
    for (const [name, check] of checks) {
      const failure = Object.hasOwn(value, name) ? check(value) : undefined;
      if (failure !== undefined) return failure;
    }
    return undefined;
  };
}

function countRule(operand: unknown, holds: (count: number, limit: number) => boolean): SchemaCheck {
  if (typeof operand !== "number") throw new SchemaError("minProperties and maxProperties must be numbers");
  return (value) =>
    !isObject(value) || holds(Object.keys(value).length, operand)
      ? undefined
      : "the object has a wrong number of members";
}

function members(operand: unknown, keyword: string): [string, unknown][] {
  if (!isObject(operand)) throw new SchemaError(`${keyword} must be an object`);
  return Object.entries(operand);
}

function expression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    throw new SchemaError(`Unsupported pattern ${JSON.stringify(pattern)}`);
  }
}
