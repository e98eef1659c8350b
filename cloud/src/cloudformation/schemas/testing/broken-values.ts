import type { Value } from "../../../core/ports/resource-provider.ts";
import {
  definitionOf,
  type ResourceSchema,
  type SchemaNode,
  type ServiceConstraints,
  typesOf,
} from "../schema.ts";
import { mismatchOf, sampleOf } from "./samples.ts";

/** One value that breaks one constraint, everything around it being right. */
export interface BrokenValue {
  readonly type: string;
  /** Steps from the properties down; a number is an index, `*` a key of a map. */
  readonly path: readonly (string | number)[];
  readonly keyword: string;
  readonly by: "schema" | "service";
  readonly value: Value;
  /** A value for the same place that breaks nothing. */
  readonly right: Value;
  /** What the sentence about it must contain. */
  readonly text: string;
}

interface Place {
  readonly schema: ResourceSchema;
  readonly path: readonly (string | number)[];
  /** Definitions on the way here. */
  readonly within: readonly SchemaNode[];
}

/** A broken value for every constraint of the type that a template can reach. */
export function brokenValues(schema: ResourceSchema): BrokenValue[] {
  return valuesIn({ schema, path: [], within: [] }, schema);
}

function valuesIn(place: Place, node: SchemaNode): BrokenValue[] {
  const { schema, path, within } = place;
  const target = definitionOf(schema, node);
  if (within.includes(target)) return [];
  const inner = { schema, within: [...within, target] };
  const deeper = (step: string | number, next: SchemaNode) =>
    valuesIn({ ...inner, path: [...path, step] }, next);
  const properties = Object.entries(target.properties ?? {}).filter(
    ([name]) => path.length > 0 || !schema.readOnly.some((pointer) => pointer.split(".")[0] === name),
  );
  return [
    ...brokenHere(place, target),
    ...properties.flatMap(([name, next]) => deeper(name, next)),
    ...(target.items === undefined ? [] : deeper(0, target.items)),
    ...Object.values(target.patternProperties ?? {}).flatMap((next) => deeper("key", next)),
  ];
}

function brokenHere({ schema, path }: Place, node: SchemaNode): BrokenValue[] {
  const at = `#${path.map((step) => `/${step}`).join("")}`;
  const found = { type: schema.typeName, path, right: sampleOf(schema, node) };
  return [
    ...schemaBreaks(schema, node, path.length === 0).map((broken) => ({
      ...found,
      ...broken,
      by: "schema" as const,
      text: `${at}: ${broken.text}`,
    })),
    ...serviceBreaks(schema, node).map((broken) => ({ ...found, ...broken, by: "service" as const })),
  ];
}

interface Break {
  readonly keyword: string;
  readonly value: Value;
  readonly text: string;
}

const WRONG_TYPE: Readonly<Record<string, readonly [Value, string]>> = {
  string: [["a"], "expected type: String, found: JSONArray"],
  integer: ["lots", "expected type: Integer, found: String"],
  number: ["lots", "expected type: Number, found: String"],
  boolean: ["yes", "expected type: Boolean, found: String"],
  array: ["a", "expected type: JSONArray, found: String"],
  object: ["a", "expected type: JSONObject, found: String"],
};

function schemaBreaks(schema: ResourceSchema, node: SchemaNode, isRoot: boolean): Break[] {
  const [type, second] = typesOf(node);
  const wrong = WRONG_TYPE[type ?? ""];
  const sample = sampleOf(schema, node);
  const failed = (keyword: string) => `failed validation constraint for keyword [${keyword}]`;
  const breaks: Break[] = [];
  const add = (keyword: string, value: Value, text = failed(keyword)) =>
    breaks.push({ keyword, value, text });
  if (wrong !== undefined && second === undefined && !isRoot) add("type", ...wrong);
  if (second !== undefined) add("type", ["a"], "#: no subschema matched out of the total 2 subschemas");
  if (node.enum !== undefined) add("enum", typeof sample === "number" ? 1_000_001 : "Nonsense");
  if (node.const !== undefined) add("const", "Nonsense");
  for (const { keyword, value } of boundsOf(schema, node))
    add(keyword, value, boundText(node, keyword, value));
  if (node.uniqueItems === true) {
    const item = sampleOf(schema, node.items ?? {});
    add("uniqueItems", [item, item], "array items are not unique");
  }
  for (const name of node.required ?? []) {
    const { [name]: _, ...rest } = sample as Record<string, Value>;
    add("required", rest, `required key [${name}] not found`);
  }
  const takesAnyName = Object.keys(node.patternProperties ?? {}).some((pattern) =>
    new RegExp(pattern).test("?"),
  );
  if (
    node.additionalProperties === false &&
    !takesAnyName &&
    typeof sample === "object" &&
    !Array.isArray(sample)
  ) {
    add("additionalProperties", { ...sample, "?": "a" }, "extraneous key [?] is not permitted");
  }
  return breaks;
}

function boundText(node: SchemaNode, keyword: string, value: Value): string {
  const size = typeof value === "string" || Array.isArray(value) ? value.length : 0;
  switch (keyword) {
    case "minLength":
      return `expected minLength: ${node.minLength}, actual: ${size}`;
    case "maxLength":
      return `expected maxLength: ${node.maxLength}, actual: ${size}`;
    case "minItems":
      return `expected minimum item count: ${node.minItems}, found: ${size}`;
    case "maxItems":
      return `expected maximum item count: ${node.maxItems}, found: ${size}`;
    default:
      return `failed validation constraint for keyword [${keyword}]`;
  }
}

interface Bound {
  readonly keyword: string;
  readonly value: Value;
}

/** Values just outside of what `limits` (the schema's by default) allow. */
function boundsOf(
  schema: ResourceSchema,
  node: SchemaNode,
  limits: ServiceConstraints | SchemaNode = node,
): Bound[] {
  const bounds: Bound[] = [];
  const { minLength = 0, maxLength, minimum, maximum, minItems = 0, maxItems, pattern } = limits;
  const items = (count: number) => Array.from({ length: count }, () => sampleOf(schema, node.items ?? {}));
  if (minLength > 0) bounds.push({ keyword: "minLength", value: "a".repeat(minLength - 1) });
  if (maxLength !== undefined) bounds.push({ keyword: "maxLength", value: "a".repeat(maxLength + 1) });
  if (minimum !== undefined) bounds.push({ keyword: "minimum", value: minimum - 1 });
  if (maximum !== undefined) bounds.push({ keyword: "maximum", value: maximum + 1 });
  if (minItems > 0) bounds.push({ keyword: "minItems", value: items(minItems - 1) });
  if (maxItems !== undefined) bounds.push({ keyword: "maxItems", value: items(maxItems + 1) });
  // Some published schemas have a pattern for a boolean, of which it says nothing.
  const mismatch =
    pattern === undefined || node.type === "boolean"
      ? undefined
      : mismatchOf({
          pattern,
          minLength: node.minLength ?? minLength,
          maxLength: node.maxLength ?? maxLength,
        });
  if (mismatch !== undefined) bounds.push({ keyword: "pattern", value: mismatch });
  return bounds;
}

const SENTENCES: Readonly<Record<string, string>> = {
  minLength: "Member must have length greater than or equal to",
  maxLength: "Member must have length less than or equal to",
  minimum: "Member must have value greater than or equal to",
  maximum: "Member must have value less than or equal to",
  minItems: "Member must have length greater than or equal to",
  maxItems: "Member must have length less than or equal to",
  pattern: "Member must satisfy regular expression pattern: ",
  enum: "Member must satisfy enum value set: [",
};

function serviceBreaks(schema: ResourceSchema, node: SchemaNode): Break[] {
  const { service } = node;
  if (service === undefined) return [];
  const bounds = boundsOf(schema, node, service);
  if (service.enum !== undefined) bounds.push({ keyword: "enum", value: "Nonsense" });
  const breaks = bounds.map(({ keyword, value }) => ({
    keyword,
    value,
    text: SENTENCES[keyword] ?? keyword,
  }));
  if (service.requiredAny === undefined) return breaks;
  const { [service.requiredAny[0] ?? ""]: _, ...rest } = sampleOf(schema, node) as Record<string, Value>;
  return [...breaks, { keyword: "requiredAny", value: rest, text: "must be non-empty." }];
}

/** `value` at `path`, with what is required on the way there, in a set of properties that is right. */
export function propertiesWith(
  schema: ResourceSchema,
  { path, value }: Pick<BrokenValue, "path" | "value">,
): Value {
  return put(schema, schema, { path, value });
}

function put(
  schema: ResourceSchema,
  node: SchemaNode,
  { path, value }: Pick<BrokenValue, "path" | "value">,
): Value {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const target = definitionOf(schema, node);
  const nested = { path: rest, value };
  if (typeof step === "number") {
    const [, ...others] = sampleOf(schema, target) as Value[];
    return [put(schema, target.items ?? {}, nested), ...others];
  }
  const branch = target.oneOf?.find(({ required }) => required?.includes(step));
  const own =
    target.properties?.[step] ??
    branch?.properties?.[step] ??
    Object.values(target.patternProperties ?? {})[0] ??
    {};
  const around = branch === undefined ? target : { ...target, oneOf: [branch] };
  return { ...(sampleOf(schema, around) as Record<string, Value>), [step]: put(schema, own, nested) };
}
