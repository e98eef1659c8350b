import { SCHEMA_FILES } from "./generated/index.ts";

export type TypeName = "string" | "integer" | "number" | "boolean" | "array" | "object";

/** What a service asks of a value that the published schema lets through. */
export interface ServiceConstraints {
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxUniqueItems?: number;
  /** One of these at least is there and not empty. */
  readonly requiredAny?: readonly string[];
}

/** The part of JSON Schema (draft 7) that resource types use. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly (string | number)[];
  readonly const?: string;
  /** Found anywhere in the text, as regular expressions of JSON Schema are. */
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly additionalProperties?: false;
  readonly required?: readonly string[];
  readonly oneOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly service?: ServiceConstraints;
}

/** @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html */
export interface ResourceSchema extends SchemaNode {
  readonly typeName: string;
  /** Attributes of `Fn::GetAtt`, dots included; a template cannot set them. */
  readonly readOnly: readonly string[];
  /** Properties whose change needs another resource. */
  readonly createOnly: readonly string[];
  /** Properties of which some changes need another resource. */
  readonly conditionalCreateOnly: readonly string[];
  readonly properties: Readonly<Record<string, SchemaNode>>;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

/** The published schema of a resource type, if there is one. */
export type SchemaSource = (type: string) => Promise<ResourceSchema | undefined>;

const published = new Map<string, Promise<ResourceSchema>>();

/** Reads the file of a type at its first use. */
export const publishedSchema: SchemaSource = async (type) => {
  const load = Object.hasOwn(SCHEMA_FILES, type) ? SCHEMA_FILES[type] : undefined;
  if (load === undefined) return undefined;
  const known = published.get(type) ?? load().then((file) => file.default as ResourceSchema);
  published.set(type, known);
  return known;
};

export type SchemaMap = ReadonlyMap<string, ResourceSchema>;

/** The schemas of `types`; those without one are left out. */
export async function readSchemas(source: SchemaSource, types: Iterable<string>): Promise<SchemaMap> {
  const names = [...new Set(types)];
  const schemas = await Promise.all(names.map(source));
  const known = new Map<string, ResourceSchema>();
  for (const schema of schemas) if (schema !== undefined) known.set(schema.typeName, schema);
  return known;
}

/** The node that says something, behind a reference. */
export function definitionOf(schema: ResourceSchema, node: SchemaNode): SchemaNode {
  const name = node.$ref?.replace("#/definitions/", "");
  if (name === undefined) return node;
  const found = schema.definitions?.[name];
  if (found === undefined) throw new Error(`${schema.typeName} has no definition ${name}`);
  return definitionOf(schema, found);
}

export function typesOf({ type }: SchemaNode): readonly TypeName[] {
  if (type === undefined) return [];
  return typeof type === "string" ? [type] : type;
}

/** The schema of the member `name` of a map; undefined when the schema does not know it. */
export function memberOf(node: SchemaNode, name: string): SchemaNode | undefined {
  const { properties, patternProperties } = node;
  if (properties !== undefined && Object.hasOwn(properties, name)) return properties[name];
  const patterns = Object.entries(patternProperties ?? {});
  return patterns.find(([pattern]) => patternOf(pattern).test(name))?.[1];
}

/** The same of what a template may set: attributes it can only read. */
export function writableMember(
  schema: ResourceSchema,
  node: SchemaNode,
  name: string,
): SchemaNode | undefined {
  return node === schema && schema.readOnly.includes(name) ? undefined : memberOf(node, name);
}

const compiled = new Map<string, RegExp>();

/** A pattern of a schema, which is written for Java. */
export function patternOf(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const source = (LINEAR.get(pattern) ?? pattern)
      .replaceAll("(?s)", "")
      .replaceAll("\\Z", "$")
      .replaceAll("\\_", "_")
      .replaceAll("|\\-)", "|-)")
      .replaceAll("0-9-.]", "0-9\\-.]");
    expression = new RegExp(source, pattern.includes("(?s)") ? "us" : "u");
    compiled.set(pattern, expression);
  }
  return expression;
}

const PROSE = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*";
const ADDRESS = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+";

/** The same languages as those of patterns that take time with the square or the cube of a text's length. */
const LINEAR: ReadonlyMap<string, string> = new Map([
  [`^(?:${PROSE}\\{####\\}${PROSE})$`, `^(?=[^]*\\{####\\})${PROSE}$`],
  [`^(?:${PROSE}\\{##${PROSE}##\\}${PROSE})$`, `^(?=(?:(?!\\{##)[^])*\\{##[^]*##\\})${PROSE}$`],
  [`^(?:${ADDRESS}@${ADDRESS})$`, `^(?=[^]+@[^])${ADDRESS}$`],
]);
