import type {
  Properties,
  PropertySchema,
  ResourceProvider,
  Value,
} from "../../core/ports/resource-provider.ts";
import { callOf } from "../intrinsics/registry.ts";
import { takenBranch } from "../intrinsics/taken-branches.ts";
import {
  definitionOf,
  type ResourceSchema,
  type SchemaMap,
  type SchemaNode,
  typesOf,
  writableMember,
} from "../schemas/schema.ts";
import { validationError } from "../shared/errors.ts";
import { isValueMap } from "../template/value.ts";
import type { Program } from "./program.ts";

/** The providers of resource types, by type. */
export interface ProviderMap {
  get(type: string): ResourceProvider | undefined;
  /** Names of types; those that templates make up are left out. */
  keys(): Iterable<string>;
}

export const CUSTOM_RESOURCE = "AWS::CloudFormation::CustomResource";
const CUSTOM_TYPE = /^Custom::[A-Za-z0-9_@-]{1,60}$/;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html */
export function isCustomType(type: string): boolean {
  return type === CUSTOM_RESOURCE || CUSTOM_TYPE.test(type);
}

/** A type that a template makes up is a custom resource. */
export function providerMap(providers: readonly ResourceProvider[]): ProviderMap {
  const byType = new Map(providers.map((provider) => [provider.type, provider]));
  return {
    get: (type) => byType.get(isCustomType(type) ? CUSTOM_RESOURCE : type),
    keys: () => byType.keys(),
  };
}

/**
 * CFN-UNSUPPORTED: refuses, before anything is created, every resource type and property that is not supported here,
 * with its place in the template. What a condition leaves out does not count; a property that AWS does
 * not know either is left to the schema of the type, which fails the resource.
 */
export function assertSupported(program: Program, providers: ProviderMap, schemas: SchemaMap): void {
  const problems: string[] = [];
  let unknownType = false;
  for (const { logicalId, type, properties } of program.resources) {
    const provider = providers.get(type);
    if (provider === undefined) {
      unknownType = true;
      problems.push(`Resources/${logicalId}: resource type ${type}`);
      continue;
    }
    const schema = schemas.get(type);
    const known = schema && { schema, node: schema };
    const place = { path: `Resources/${logicalId}/Properties`, known, condition: program.condition };
    const found = unsupportedIn(properties, provider.properties, place);
    problems.push(...found.map((path) => `${path}: property of ${type}`));
  }
  if (problems.length === 0) return;
  const supported = unknownType
    ? ` Supported resource types: ${[...providers.keys()].sort().join(", ")}.`
    : "";
  throw validationError(
    `Not supported by Portcullis, nothing was changed: [${problems.join("; ")}].${supported} See docs/gaps.md.`,
  );
}

interface Place {
  readonly path: string;
  /** What AWS knows there; undefined where anything may be. */
  readonly known: { readonly schema: ResourceSchema; readonly node: SchemaNode } | undefined;
  readonly condition: Program["condition"];
}

/** Paths of members a provider does not list. Of `Fn::If` the branch that is taken is looked at. */
function unsupportedIn(given: Value, supported: PropertySchema, place: Place): string[] {
  if (supported === true) return [];
  const value = takenBranch(given, place.condition);
  if (Array.isArray(value)) {
    const items = step(place, ({ items: inner }) => inner);
    return value.flatMap((item, index) =>
      unsupportedIn(item, supported, { ...place, path: `${place.path}/${index}`, known: items }),
    );
  }
  if (value === undefined || !isValueMap(value) || callOf(value, "anywhere") !== undefined) return [];
  return Object.entries(value).flatMap(([name, nested]) => {
    if (takenBranch(nested, place.condition) === undefined) return [];
    const inner = Object.hasOwn(supported, name) ? supported[name] : supported["*"];
    const path = `${place.path}/${name}`;
    const known = step(place, (node, schema) => writableMember(schema, node, name));
    if (inner === undefined) return known === undefined && isClosed(place) ? [] : [path];
    return unsupportedIn(nested, inner, { ...place, path, known });
  });
}

/** AWS knows every member that may stand there, or wants no members at all. */
function isClosed({ known }: Place): boolean {
  if (known === undefined) return false;
  const node = definitionOf(known.schema, known.node);
  const types = typesOf(node);
  return node.additionalProperties === false || (types.length > 0 && !types.includes("object"));
}

function step(
  { known }: Place,
  inner: (node: SchemaNode, schema: ResourceSchema) => SchemaNode | undefined,
): Place["known"] {
  const node = known && inner(definitionOf(known.schema, known.node), known.schema);
  return node && known && { schema: known.schema, node };
}

/** Fails as a resource handler does when a required property is missing after resolution. */
export function assertRequired(provider: ResourceProvider, properties: Properties): void {
  const missing = provider.required.filter((name) => !Object.hasOwn(properties, name));
  if (missing.length === 0) return;
  const parts = missing.map((name) => `The property {/${name}} is required`);
  throw validationError(`Property validation failure: [${parts.join(", ")}]`);
}
