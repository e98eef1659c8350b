import type { Properties, Value } from "../../core/ports/resource-provider.ts";
import { canonicalJson, isValueMap, member, type ValueMap } from "../template/value.ts";
import {
  definitionOf,
  memberOf,
  patternOf,
  type ResourceSchema,
  type SchemaNode,
  type ServiceConstraints,
} from "./schema.ts";

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
