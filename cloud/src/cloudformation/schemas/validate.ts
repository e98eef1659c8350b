import type { Properties, Value } from "../../core/ports/resource-provider.ts";
import { canonicalJson, isValueMap, member, type ValueMap } from "../template/value.ts";
import {
  definitionOf,
  patternOf,
  type ResourceSchema,
  type SchemaNode,
  type TypeName,
  typesOf,
  writableMember,
} from "./schema.ts";

/**
 * What `properties` break of the published schema, one sentence each, in the words of the validator that
 * CloudFormation uses: values are never shown.
 * @see https://github.com/aws-cloudformation/cloudformation-resource-schema
 */
export function violationsOf(schema: ResourceSchema, properties: Properties): readonly string[] {
  return check(schema, schema, { at: "#", value: { ...properties } });
}

interface Subject {
  /** JSON pointer. */
  readonly at: string;
  readonly value: Value;
}

/** Each keyword that stands for a schema of its own must match, as the validator has it. */
function check(schema: ResourceSchema, node: SchemaNode, subject: Subject): string[] {
  const target = definitionOf(schema, node);
  const { at, value } = subject;
  const parts: string[][] = [];
  if (target.enum !== undefined)
    parts.push(target.enum.some((one) => one === value) ? [] : [failed(at, "enum")]);
  if (target.const !== undefined) parts.push(target.const === value ? [] : [failed(at, "const")]);
  if (target.oneOf !== undefined) parts.push(checkOneOf(schema, target.oneOf, subject));
  parts.push(checkTypes(schema, target, subject));
  const matching = parts.filter((part) => part.length === 0).length;
  if (matching === parts.length) return [];
  if (parts.length === 1) return parts.flat();
  return [`${at}: #: only ${matching} subschema matches out of ${parts.length}`, ...parts.flat()];
}

function checkOneOf(schema: ResourceSchema, branches: readonly SchemaNode[], subject: Subject): string[] {
  const results = branches.map((branch) => check(schema, branch, subject));
  const matching = results.filter((result) => result.length === 0).length;
  if (matching === 1) return [];
  return [`${subject.at}: #: ${matching} subschemas matched instead of one`, ...results.flat()];
}

function checkTypes(schema: ResourceSchema, node: SchemaNode, subject: Subject): string[] {
  const types = typesOf(node);
  const [only] = types;
  if (only === undefined) return checkKeywords(schema, node, subject);
  const results = types.map((type) => checkType(schema, node, { ...subject, type }));
  if (types.length === 1) return results.flat();
  if (results.some((result) => result.length === 0)) return [];
  const total = `${subject.at}: #: no subschema matched out of the total ${types.length} subschemas`;
  return [total, ...results.flat()];
}

function checkType(
  schema: ResourceSchema,
  node: SchemaNode,
  subject: Subject & { readonly type: TypeName },
): string[] {
  const { at, type, value } = subject;
  if (isOfType(type, value)) return checkKeywords(schema, node, subject);
  return [`${at}: expected type: ${EXPECTED[type]}, found: ${foundType(value)}`];
}

/** Types by the names of the classes that hold them. */
const EXPECTED: Readonly<Record<TypeName, string>> = {
  string: "String",
  integer: "Integer",
  number: "Number",
  boolean: "Boolean",
  array: "JSONArray",
  object: "JSONObject",
};

function isOfType(type: TypeName, value: Value): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return isValueMap(value);
    case "string":
    case "number":
    case "boolean":
      return typeof value === type;
  }
}

function foundType(value: Value): string {
  if (value === null) return "Null";
  if (Array.isArray(value)) return EXPECTED.array;
  if (isValueMap(value)) return EXPECTED.object;
  if (typeof value === "number") return Number.isInteger(value) ? "Integer" : "BigDecimal";
  return typeof value === "boolean" ? EXPECTED.boolean : EXPECTED.string;
}

function checkKeywords(schema: ResourceSchema, node: SchemaNode, { at, value }: Subject): string[] {
  if (typeof value === "string") return checkText(node, at, value);
  if (typeof value === "number") return checkNumber(node, at, value);
  if (Array.isArray(value)) return checkArray(schema, node, { at, value });
  return isValueMap(value) ? checkObject(schema, node, { at, value }) : [];
}

function checkText(node: SchemaNode, at: string, value: string): string[] {
  const length = [...value].length;
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = node;
  if (length > maxLength && length > MAX_MATCHED)
    return [`${at}: expected maxLength: ${maxLength}, actual: ${length}`];
  return [
    ...(length < minLength ? [`${at}: expected minLength: ${minLength}, actual: ${length}`] : []),
    ...(length > maxLength ? [`${at}: expected maxLength: ${maxLength}, actual: ${length}`] : []),
    ...(pattern === undefined || matches(pattern, value) ? [] : [failed(at, "pattern")]),
  ];
}

/** Patterns are not tried on longer texts: some of AWS's take time that grows with the square. */
const MAX_MATCHED = 10_000;

function matches(pattern: string, value: string): boolean {
  return value.length <= MAX_MATCHED && patternOf(pattern).test(value);
}

function checkNumber(node: SchemaNode, at: string, value: number): string[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = node;
  return [
    ...(value < minimum ? [failed(at, "minimum")] : []),
    ...(value > maximum ? [failed(at, "maximum")] : []),
  ];
}

interface ArraySubject {
  readonly at: string;
  readonly value: readonly Value[];
}

function checkArray(schema: ResourceSchema, node: SchemaNode, { at, value }: ArraySubject): string[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = node;
  const count = value.length;
  const unique = node.uniqueItems !== true || new Set(value.map(canonicalJson)).size === count;
  return [
    ...(count < minItems ? [`${at}: expected minimum item count: ${minItems}, found: ${count}`] : []),
    ...(count > maxItems ? [`${at}: expected maximum item count: ${maxItems}, found: ${count}`] : []),
    ...(unique ? [] : [`${at}: array items are not unique`]),
    ...(items === undefined
      ? []
      : value.flatMap((item, index) => check(schema, items, { at: `${at}/${index}`, value: item }))),
  ];
}

interface ObjectSubject {
  readonly at: string;
  readonly value: ValueMap;
}

function checkObject(schema: ResourceSchema, node: SchemaNode, { at, value }: ObjectSubject): string[] {
  const known = (name: string) => writableMember(schema, node, name);
  const missing = (node.required ?? []).filter((name) => member(value, name) === undefined);
  const extraneous =
    node.additionalProperties === false ? Object.keys(value).filter((name) => known(name) === undefined) : [];
  const nested = Object.entries(value).flatMap(([name, item]) => {
    const inner = known(name);
    return inner === undefined ? [] : check(schema, inner, { at: `${at}/${pointerStep(name)}`, value: item });
  });
  return [
    ...missing.map((name) => `${at}: required key [${name}] not found`),
    ...extraneous.map((name) => `${at}: extraneous key [${name}] is not permitted`),
    ...nested,
  ];
}

/** For keywords whose own sentence would show the value. */
function failed(at: string, keyword: string): string {
  return `${at}: failed validation constraint for keyword [${keyword}]`;
}

function pointerStep(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
