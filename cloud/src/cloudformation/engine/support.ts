import type {
  Properties,
  PropertySchema,
  ResourceProvider,
  Value,
} from "../../core/ports/resource-provider.ts";
import { heldProperties, isOnlyHeld } from "../held/held-parts.ts";
import { guardOf, HELD_TYPES } from "../held/table.ts";
import { callOf } from "../intrinsics/registry.ts";
import { type ConditionValue, referencesOf, takenBranch } from "../intrinsics/walk.ts";
import {
  definitionOf,
  type ResourceSchema,
  type SchemaMap,
  type SchemaNode,
  typesOf,
  writableMember,
} from "../schemas/schema.ts";
import { templateError, validationError } from "../shared/errors.ts";
import type { ResourceDefinition, Template } from "../template/model.ts";
import { isValueMap, member } from "../template/value.ts";
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

/** A type, or a property of one, that is not supported here. */
export interface UnsupportedPart {
  readonly logicalId: string;
  readonly type: string;
  /** `Resources/<id>/Properties/…` of a property; undefined: the type is not supported. */
  readonly path?: string;
  /** What it guards: it is never held. */
  readonly guards?: string;
}

/**
 * CFN-UNSUPPORTED: refuses, before anything is created, every resource type and property that is not supported here,
 * with its place in the template. What a condition leaves out does not count; a property that AWS does
 * not know either is left to the schema of the type, which fails the resource.
 */
export function assertSupported(program: Program, providers: ProviderMap, schemas: SchemaMap): void {
  const parts = unsupportedResources(program, providers, schemas);
  if (parts.length === 0) return;
  const served = [...providers.keys()].filter((type) => !isOnlyHeld(type)).sort();
  const hasType = parts.some(({ path }) => path === undefined);
  throw notAllSupported(
    parts.map(problemOf),
    hasType ? ` Supported resource types: ${served.join(", ")}.` : "",
  );
}

export function notAllSupported(problems: readonly string[], more = ""): Error {
  return validationError(
    `Not supported by Portcullis, nothing was changed: [${problems.join("; ")}].${more} See docs/gaps.md.`,
  );
}

function problemOf({ logicalId, type, path, guards }: UnsupportedPart): string {
  const what =
    path === undefined ? `Resources/${logicalId}: resource type ${type}` : `${path}: property of ${type}`;
  return guards === undefined ? what : `${what} (${guards})`;
}

/** Everything of a program that is not supported here, in order of creation. */
export function unsupportedResources(
  program: {
    readonly resources: readonly Pick<ResourceDefinition, "logicalId" | "type" | "properties">[];
    readonly condition: ConditionValue;
  },
  providers: ProviderMap,
  schemas: SchemaMap,
): UnsupportedPart[] {
  return program.resources.flatMap((resource): UnsupportedPart[] => {
    const { logicalId, type, properties } = resource;
    const provider = providers.get(type);
    if (provider === undefined) {
      const guards = guardOf(type);
      return [{ logicalId, type, ...(guards === undefined ? {} : { guards }) }];
    }
    const schema = schemas.get(type);
    const known = schema && { schema, node: schema };
    const place = { path: `Resources/${logicalId}/Properties`, known, condition: program.condition };
    const paths = unsupportedIn(properties, { ...takenProperties(type), ...provider.properties }, place);
    return [
      ...paths.map((path) => ({ logicalId, type, path })),
      ...guardsIn(resource, program.condition).map((found) => ({ logicalId, type, ...found })),
    ];
  });
}

/** CFN-HELD: properties that are kept and not served. */
function takenProperties(type: string): PropertySchema & object {
  return Object.fromEntries(Object.keys(heldProperties(type)).map((name) => [name, true]));
}

/** CFN-HELD: what guards access is refused, also as a property of something that is held. */
function guardsIn(
  { logicalId, type, properties }: Pick<ResourceDefinition, "logicalId" | "type" | "properties">,
  condition: ConditionValue,
): Required<Pick<UnsupportedPart, "path" | "guards">>[] {
  const guarding = isOnlyHeld(type) ? (HELD_TYPES[type]?.made?.guards ?? {}) : {};
  return Object.entries(guarding).flatMap(([name, what]) => {
    const value = member(properties, name);
    if (value === undefined || takenBranch(value, condition) === undefined) return [];
    return [{ path: `Resources/${logicalId}/Properties/${name}`, guards: `decides ${what}` }];
  });
}

interface Place {
  readonly path: string;
  /** What AWS knows there; undefined where anything may be. */
  readonly known: { readonly schema: ResourceSchema; readonly node: SchemaNode } | undefined;
  readonly condition: ConditionValue;
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

/** Attributes that AWS documents and its published schemas leave out: they are properties there. */
const BESIDES_THE_SCHEMA: Readonly<Record<string, readonly string[]>> = {
  "AWS::Events::EventBus": ["Name"],
  "AWS::SNS::Topic": ["TopicName"],
  "AWS::SQS::Queue": ["QueueName"],
  "AWS::SSM::Parameter": ["Type", "Value"],
};

/**
 * CFN-ATTRIBUTE: refuses `Fn::GetAtt` of what a type has not, wherever it stands and whatever conditions
 * say, before anything is created.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html
 */
export function assertAttributes(template: Template, schemas: SchemaMap): void {
  const values = [
    ...[...template.resources.values()].map(({ properties }) => properties),
    ...[...template.outputs.values()].flatMap(({ value, exportName }) => [value, exportName ?? ""]),
  ];
  for (const [logicalId, attributes] of values.flatMap((value) => [...referencesOf(value).attributes])) {
    const schema = schemas.get(template.resources.get(logicalId)?.type ?? "");
    if (schema === undefined) continue;
    const held = HELD_TYPES[schema.typeName]?.made?.attributes ?? {};
    const known = [...schema.readOnly, ...(BESIDES_THE_SCHEMA[schema.typeName] ?? [])];
    const unknown = [...attributes].find(
      (attribute) => !known.includes(attribute) && !Object.hasOwn(held, attribute),
    );
    if (unknown === undefined) continue;
    throw templateError(`resource ${logicalId} does not support attribute type ${unknown} in Fn::GetAtt`);
  }
}
