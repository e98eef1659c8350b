import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidResource } from "./errors.ts";
import { pythonList } from "./python.ts";

type Shape =
  | "any"
  | "boolean"
  | "integer"
  | "list"
  | "map"
  | "string"
  | { readonly enum: readonly string[] }
  | { readonly listOf: Shape }
  | { readonly mapOf: Shape }
  | { readonly oneOf: readonly Shape[] };

interface PropertyRule {
  readonly required: boolean;
  /** Whether a function call may stand in its place. */
  readonly intrinsics: boolean;
  readonly shape: Shape;
}

export type PropertyRules = Readonly<Record<string, PropertyRule>>;

export interface RuledThing {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: ValueMap;
}

/** Refuses unknown properties first, then missing ones and wrong types, in the order of the rules. */
export function assertRules({ logicalId, type, properties }: RuledThing, rules: PropertyRules): void {
  const unknown = Object.keys(properties).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) {
    throw invalidResource(logicalId, `property ${unknown} not defined for resource of type ${type}`);
  }
  for (const [name, rule] of Object.entries(rules)) assertRule(logicalId, { name, rule }, properties[name]);
}

function assertRule(
  logicalId: string,
  { name, rule }: { readonly name: string; readonly rule: PropertyRule },
  value: Value | undefined,
): void {
  if (rule.intrinsics && isValueMap(value) && Object.keys(value).length === 1) return;
  if (value === undefined || value === null) {
    if (rule.required) throw invalidResource(logicalId, `Missing required property '${name}'.`);
    return;
  }
  if (fits(value, rule.shape)) return;
  const expected = description(rule.shape);
  throw invalidResource(
    logicalId,
    expected === undefined
      ? `Type of property '${name}' is invalid.`
      : `Property '${name}' should be a ${expected}.`,
  );
}

function fits(value: Value, shape: Shape): boolean {
  if (shape === "any") return true;
  if (shape === "map") return isValueMap(value);
  if (shape === "list") return Array.isArray(value);
  if (shape === "integer") return Number.isInteger(value) || typeof value === "boolean";
  if (typeof shape === "string") return typeof value === shape;
  if ("enum" in shape) return typeof value === "string" && shape.enum.includes(value);
  if ("oneOf" in shape) return shape.oneOf.some((one) => fits(value, one));
  if ("listOf" in shape) return Array.isArray(value) && value.every((item) => fits(item, shape.listOf));
  return isValueMap(value) && Object.values(value).every((item) => fits(item, shape.mapOf));
}

/** Only these kinds are named in a refusal. */
function description(shape: Shape): string | undefined {
  if (shape === "map" || shape === "string") return shape;
  if (typeof shape === "string" || !("enum" in shape)) return undefined;
  return `one of the strings: ${pythonList(shape.enum).slice(1, -1).replace(", ", " or ")}`;
}
