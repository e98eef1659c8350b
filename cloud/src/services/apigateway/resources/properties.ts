import { AwsError } from "../../../core/errors.ts";
import type { Properties, Value } from "../../../core/ports/resource-provider.ts";

/** A property had another type than CloudFormation's schema says. */
function wrong(name: string, expected: string): AwsError {
  return new AwsError("InvalidRequest", `Property ${name} must be a ${expected}`, 400);
}

export function text(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object") throw wrong(name, "string");
  return String(value);
}

export function requiredText(properties: Properties, name: string): string {
  const value = text(properties, name);
  if (value === undefined) throw wrong(name, "string");
  return value;
}

/** CloudFormation takes booleans as texts too. */
export function flag(properties: Properties, name: string): boolean | undefined {
  const value = text(properties, name);
  if (value === undefined) return undefined;
  if (value !== "true" && value !== "false") throw wrong(name, "boolean");
  return value === "true";
}

export function number(properties: Properties, name: string): number | undefined {
  const value = text(properties, name);
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (value.trim() === "" || Number.isNaN(parsed)) throw wrong(name, "number");
  return parsed;
}

export function texts(properties: Properties, name: string): string[] | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.some((item) => typeof item === "object")) throw wrong(name, "list");
  return value.map(String);
}

export function object(properties: Properties, name: string): Properties | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  return asObject(value, name);
}

export function objects(properties: Properties, name: string): Properties[] {
  const value = properties[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrong(name, "list");
  return value.map((item) => asObject(item, name));
}

export function textMap(properties: Properties, name: string): Record<string, string> | undefined {
  const map = object(properties, name);
  if (map === undefined) return undefined;
  return Object.fromEntries(Object.entries(map).map(([key]) => [key, requiredText(map, key)]));
}

export function flagMap(properties: Properties, name: string): Record<string, boolean> | undefined {
  const map = object(properties, name);
  if (map === undefined) return undefined;
  return Object.fromEntries(Object.entries(map).map(([key]) => [key, flag(map, key) === true]));
}

/** `[{Key, Value}]`; the resource's own tags win over the stack's. */
export function tags(
  properties: Properties,
  inherited: Readonly<Record<string, string>>,
): Record<string, string> {
  const own = objects(properties, "Tags").map(
    (tag) => [requiredText(tag, "Key"), text(tag, "Value") ?? ""] as const,
  );
  return { ...inherited, ...Object.fromEntries(own) };
}

/** JSON text of a property that takes an object or a JSON text. */
export function jsonText(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function asObject(value: Value, name: string): Properties {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(name, "map");
  return value;
}
