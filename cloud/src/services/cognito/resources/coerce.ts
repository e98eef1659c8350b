import type { Properties, PropertySchema, Value } from "../../../core/ports/resource-provider.ts";
import {
  type Member,
  type Shape,
  validationMessage,
  WrongTypeError,
} from "../../../wire/models/constraints.ts";
import { invalidParameter } from "../shared/errors.ts";

/**
 * Template values as the input of an API operation: CloudFormation takes `"true"` for true, `"8"`
 * for 8 and 8 for `"8"`. Members of `shape` alone pass, checked against its constraints.
 */
export function apiInput<Input>(shape: Shape, properties: Properties): Input {
  const input = coerceStructure(shape, properties);
  let message: string | undefined;
  try {
    message = validationMessage(shape, input);
  } catch (error) {
    if (error instanceof WrongTypeError) throw invalidParameter(`Invalid property: ${error.message}`);
    throw error;
  }
  if (message !== undefined) throw invalidParameter(message);
  return input as Input;
}

/** The template properties that `shape` has members for, in the form the engine checks. */
export function propertySchema(shape: Shape): { readonly [name: string]: PropertySchema } {
  return Object.fromEntries(Object.entries(shape).map(([name, member]) => [name, schemaOf(member)]));
}

function schemaOf(member: Member): PropertySchema {
  if (member.type === "list" && member.items !== undefined) return schemaOf(member.items);
  return member.members === undefined ? true : propertySchema(member.members);
}

function coerceStructure(shape: Shape, values: { readonly [name: string]: Value }): Record<string, Value> {
  const coerced: Record<string, Value> = {};
  for (const [name, member] of Object.entries(shape)) {
    const value = values[name];
    if (value !== undefined && value !== null) coerced[name] = coerce(member, value);
  }
  return coerced;
}

function coerce(member: Member, value: Value): Value {
  switch (member.type) {
    case "boolean":
      return asBoolean(value);
    case "integer":
    case "number":
      return typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
    case "string":
    case "blob":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    case "list":
      return coerceList(member, value);
    case "map":
    case "structure":
      return coerceObject(member, value);
    case "timestamp":
    case "document":
      return value;
  }
}

function asBoolean(value: Value): Value {
  if (typeof value !== "string") return value;
  const folded = value.toLowerCase();
  return folded === "true" || folded === "false" ? folded === "true" : value;
}

function coerceList(member: Member, value: Value): Value {
  const { items } = member;
  return Array.isArray(value) && items !== undefined ? value.map((item) => coerce(items, item)) : value;
}

function coerceObject(member: Member, value: Value): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (member.members !== undefined) return coerceStructure(member.members, value);
  const { items } = member;
  if (items === undefined) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, coerce(items, item)]));
}
