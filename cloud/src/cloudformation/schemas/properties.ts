import { AwsError } from "../../core/errors.ts";
import type { Properties, Value } from "../../core/ports/resource-provider.ts";
import { validationError } from "../shared/errors.ts";
import { canonicalJson, isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import {
  definitionOf,
  memberOf,
  patternOf,
  type ResourceSchema,
  type SchemaNode,
  type ServiceConstraints,
  type TypeName,
  typesOf,
} from "./schema.ts";
import { violationsOf } from "./validate.ts";

/**
 * CFN-SCHEMA: properties as a provider gets them. Throws what CloudFormation says when they break the
 * published schema, then what the service's API says when they break its own constraints.
 */
export function checkedProperties(
  schema: ResourceSchema,
  logicalId: string,
  properties: Properties,
): Properties {
  const coerced = coerceProperties(schema, properties);
  const violations = violationsOf(schema, coerced);
  if (violations.length > 0) {
    throw validationError(
      `Properties validation failed for resource ${logicalId} with message:\n${violations.join("\n")}`,
    );
  }
  const refusal = serviceRefusal(schema, coerced);
  if (refusal !== undefined) throw new AwsError("ValidationException", refusal);
  return coerced;
}

/**
 * CFN-COERCE: scalars become the type that the schema asks for where their text is one of that type:
 * `"8"` is 8, 8 is `"8"`, `"True"` is true. What is not (`"yes"`, `1` for a boolean) stays as it is,
 * for the validation to refuse.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export function coerceProperties(schema: ResourceSchema, properties: Properties): Properties {
  const coerced = coerce(schema, schema, { ...properties });
  return isValueMap(coerced) ? coerced : properties;
}

function coerce(schema: ResourceSchema, node: SchemaNode, value: Value): Value {
  const target = definitionOf(schema, node);
  if (Array.isArray(value)) {
    const { items } = target;
    return items === undefined ? value : value.map((item) => coerce(schema, items, item));
  }
  if (!isValueMap(value)) return value === null ? value : coerceScalar(typesOf(target), value);
  const branch = target.oneOf?.find(({ required }) =>
    required?.every((name) => member(value, name) !== undefined),
  );
  const entries = Object.entries(value).map(([name, item]) => {
    const inner = memberOf(target, name) ?? (branch && memberOf(branch, name));
    return [name, inner === undefined ? item : coerce(schema, inner, item)] as const;
  });
  return valueMap(entries);
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);

const INTEGER = /^[+-]?\d{1,15}$/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

function coerceScalar(types: readonly TypeName[], value: string | number | boolean): Value {
  if (typeof value !== "string") return isAsked(types, value) ? value : textIfAsked(types, value);
  if (types.includes("string")) return value;
  if (types.includes("boolean")) return BOOLEANS.get(value) ?? value;
  if (types.includes("integer")) return INTEGER.test(value) ? Number(value) : value;
  return types.includes("number") && NUMBER.test(value) ? Number(value) : value;
}

function isAsked(types: readonly TypeName[], value: number | boolean): boolean {
  if (typeof value === "boolean") return types.includes("boolean");
  return types.includes("number") || types.includes("integer");
}

function textIfAsked(types: readonly TypeName[], value: number | boolean): Value {
  return types.includes("string") ? String(value) : value;
}

/**
 * What the API of the service would say of `properties` that its published schema lets through:
 * `1 validation error detected: Value 'my role!' at 'roleName' failed to satisfy constraint: …`.
 * Undefined when it takes them.
 */
export function serviceRefusal(schema: ResourceSchema, properties: Properties): string | undefined {
  const sentences: string[] = [];
  const gaps: string[] = [];
  visit({ schema, sentences, gaps }, schema, { path: "", value: { ...properties } });
  if (sentences.length > 0) {
    const noun = sentences.length === 1 ? "error" : "errors";
    return `${sentences.length} validation ${noun} detected: ${sentences.join("; ")}`;
  }
  return gaps[0];
}

interface Found {
  readonly schema: ResourceSchema;
  readonly sentences: string[];
  readonly gaps: string[];
}

interface Place {
  /** As API messages name it: `tags.1.member.key`. */
  readonly path: string;
  readonly value: Value;
}

function visit(found: Found, node: SchemaNode, place: Place): void {
  const target = definitionOf(found.schema, node);
  const { path, value } = place;
  for (const rule of brokenRules(target.service ?? {}, value)) {
    found.sentences.push(
      `Value '${shown(value)}' at '${path}' failed to satisfy constraint: Member must ${rule}`,
    );
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (target.items !== undefined)
        visit(found, target.items, { path: `${path}.${index + 1}.member`, value: item });
    }
  }
  if (!isValueMap(value)) return;
  const { requiredAny = [] } = target.service ?? {};
  if (isUnanswered(requiredAny, value)) {
    found.gaps.push(`At least one of [${[...requiredAny].sort().join(",")}] must be non-empty.`);
  }
  for (const [name, item] of Object.entries(value)) {
    const inner = memberOf(target, name);
    const step = name.charAt(0).toLowerCase() + name.slice(1);
    if (inner !== undefined)
      visit(found, inner, { path: path === "" ? step : `${path}.${step}`, value: item });
  }
}

function brokenRules(constraints: ServiceConstraints, value: Value): string[] {
  if (typeof value === "string") return brokenByText(constraints, value);
  if (typeof value === "number") {
    const { minimum = value, maximum = value } = constraints;
    return [
      ...(value < minimum ? [`have value greater than or equal to ${minimum}`] : []),
      ...(value > maximum ? [`have value less than or equal to ${maximum}`] : []),
    ];
  }
  return Array.isArray(value) ? brokenByCount(constraints, value) : [];
}

function brokenByText(constraints: ServiceConstraints, value: string): string[] {
  const length = [...value].length;
  const { minLength = length, maxLength = length, pattern } = constraints;
  // A text over the limit is not matched: some patterns take time that grows with the square.
  const mismatch = pattern !== undefined && length <= 2 * maxLength && !matchesWhole(pattern, value);
  return [
    ...(length < minLength ? [`have length greater than or equal to ${minLength}`] : []),
    ...(length > maxLength ? [`have length less than or equal to ${maxLength}`] : []),
    ...(mismatch ? [`satisfy regular expression pattern: ${bare(pattern)}`] : []),
    ...(constraints.enum?.includes(value) === false
      ? [`satisfy enum value set: [${constraints.enum.join(", ")}]`]
      : []),
  ];
}

function brokenByCount(constraints: ServiceConstraints, value: readonly Value[]): string[] {
  const { minItems = 0, maxItems = value.length, maxUniqueItems = value.length } = constraints;
  const different = new Set(value.map(canonicalJson)).size;
  if (value.length < minItems) return [`have length greater than or equal to ${minItems}`];
  if (value.length > maxItems) return [`have length less than or equal to ${maxItems}`];
  return different > maxUniqueItems ? [`have length less than or equal to ${maxUniqueItems}`] : [];
}

/** Anchors stand around the pattern of an API's model, which is held against the whole text. */
function matchesWhole(pattern: string, value: string): boolean {
  const inner = bare(pattern);
  return patternOf(inner === pattern ? pattern : `^(?:${inner})$`).test(value);
}

function bare(pattern: string): string {
  return /^\^.*\$$/s.test(pattern) && !pattern.endsWith("\\$") ? pattern.slice(1, -1) : pattern;
}

/** One of the alternatives must be there, and not empty. */
function isUnanswered(requiredAny: readonly string[], value: ValueMap): boolean {
  const given = requiredAny.some((name) => !["", "[]"].includes(canonicalJson(member(value, name))));
  return requiredAny.length > 0 && !given;
}

function shown(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
