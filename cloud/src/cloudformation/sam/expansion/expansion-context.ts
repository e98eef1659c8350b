import type { Value } from "../../../core/ports/resource-provider.ts";
import type { DocumentEdits } from "../../edits/document-edits.ts";
import { type KeyStep, keyStepsOf } from "../../edits/key-steps.ts";
import type { DeploymentDigest, TransformOrder } from "../../edits/transform-order.ts";
import { isValueMap, member, setMember, type ValueMap } from "../../template/value.ts";
import { InvalidServerless, invalidResource } from "./errors.ts";
import { isTruthy, type TextMark } from "./python.ts";

export const FUNCTION_TYPE = "AWS::Serverless::Function";
export const API_TYPE = "AWS::Serverless::Api";
export const HTTP_API_TYPE = "AWS::Serverless::HttpApi";
export const LAYER_TYPE = "AWS::Serverless::LayerVersion";
export const APPLICATION_TYPE = "AWS::Serverless::Application";
export const TABLE_TYPE = "AWS::Serverless::SimpleTable";

/** A serverless resource with its globals merged in. */
export interface ServerlessResource {
  readonly logicalId: string;
  readonly body: ValueMap;
  readonly properties: ValueMap;
}

/** A REST or HTTP API while functions add their routes to it. */
export interface ExpandedApi extends ServerlessResource {
  /** True when the transform writes the document: then events add routes. */
  readonly managed: boolean;
  /** Conditions are not yet wrapped around routes. Undefined when the document is in a bucket. */
  readonly document: ValueMap | undefined;
  readonly edits: DocumentEdits;
  /** By `<method> <path>`: the condition of the function that serves it. */
  readonly routeConditions: Map<string, string | undefined>;
}

/** What APIs with a shared usage plan have gathered so far. */
export interface SharedUsagePlan {
  readonly apiIds: string[];
  readonly apiStages: Value[];
  readonly stageKeys: Value[];
  readonly conditions: Set<string>;
  always: boolean;
  readonly policies: ValueMap;
}

/** How the traffic of an alias is to move: what its deployment group is made of. */
export interface DeploymentPreference {
  readonly logicalId: string;
  readonly type: Value;
  readonly hooks: ValueMap;
  readonly alarms: Value | undefined;
  readonly role: Value | undefined;
  readonly triggers: Value | undefined;
  /** The function's, where `PassthroughCondition` says that what is made has it too. */
  readonly condition: string | undefined;
  readonly tags: Value[];
}

/** What the expansion is writing. */
export interface ExpansionContext {
  /** The resources as they were given. */
  readonly given: ValueMap;
  /** The resources of the new template. */
  readonly resources: Map<string, Value>;
  readonly conditions: Map<string, Value>;
  readonly apis: Map<string, ExpandedApi>;
  /** Values of parameters and the pseudo parameters known before the stack exists. */
  readonly parameters: ReadonlyMap<string, Value>;
  readonly mappings: ValueMap;
  /** By function: how the traffic of its alias is to move. */
  readonly preferences: Map<string, DeploymentPreference>;
  /** `Fn.Version` → logical id of what the transform made for it. */
  readonly aliases: Map<string, string>;
  /** Logical ids that the transform changes. */
  readonly renamed: Map<string, string>;
  readonly sharedPlan: SharedUsagePlan;
  /** By logical id of their group: records of hosted zones that APIs share. */
  readonly recordSets: Map<string, Value[]>;
  readonly textMark: TextMark;
  /** The order in which the real transform walks maps. */
  readonly order: TransformOrder;
  /** How the ids of the resources came into the template. */
  readonly resourceSteps: KeyStep[];
  readonly deploymentDigest: DeploymentDigest;
  /** All serverless resources by logical id. */
  readonly serverless: ReadonlyMap<string, ServerlessResource>;
  /** By serverless resource: ids of what it makes or changes. */
  readonly generatedFor: Map<string, Set<string>>;
}

/** The functions, in the order in which the real transform goes through them. */
export function functionsOf(context: ExpansionContext): ServerlessResource[] {
  return inOrder(context.serverless, context).filter(({ body }) => body["Type"] === FUNCTION_TYPE);
}

/** The APIs, in the order in which the real transform goes through them. */
export function apisOf(context: ExpansionContext): ExpandedApi[] {
  return inOrder(context.apis, context);
}

function inOrder<T>(resources: ReadonlyMap<string, T>, { order, resourceSteps }: ExpansionContext): T[] {
  return order.keysAfter(resourceSteps).flatMap((id) => resources.get(id) ?? []);
}

/** The names of a function's events, in the order in which the real transform goes through them. */
export function eventIds(events: ValueMap, { order }: ExpansionContext): readonly string[] {
  return order.keysAfter(keyStepsOf(events));
}

/** A resource that the transform makes for a serverless one. */
export interface NewResource {
  readonly id: string;
  readonly type: string;
  readonly attributes: ValueMap;
  readonly properties: Readonly<Record<string, Value | undefined>>;
}

/** Plain types whose resource may have the id of the serverless resource it is made for. */
const TAKES_PLACE_OF: ReadonlyMap<string, string> = new Map([
  ["AWS::ApiGateway::RestApi", API_TYPE],
  ["AWS::ApiGatewayV2::Api", HTTP_API_TYPE],
  ["AWS::CloudFormation::Stack", APPLICATION_TYPE],
  ["AWS::DynamoDB::Table", TABLE_TYPE],
  ["AWS::Lambda::Function", FUNCTION_TYPE],
  ["AWS::Lambda::LayerVersion", LAYER_TYPE],
  ["AWS::SNS::Topic", "AWS::SNS::Topic"],
]);

/** Adds what is made for `owner`. An id that the template already uses is refused. */
export function addResource(
  context: ExpansionContext,
  owner: string,
  { id, type, attributes, properties }: NewResource,
): void {
  const other = member(context.given, id);
  const otherType = isValueMap(other) ? other["Type"] : undefined;
  if (other !== undefined && otherType !== TAKES_PLACE_OF.get(type)) {
    throw new InvalidServerless(
      `Transforming resource with id [${owner}] attempts to create a new resource with id [${id}] and type "${type}". A resource with that id already exists within this template. Please use a different id for that resource.`,
    );
  }
  putResource(context, owner, { id, body: { Type: type, ...attributes, Properties: defined(properties) } });
}

interface Written {
  readonly id: string;
  readonly body: ValueMap;
}

/** Writes a resource that `owner` makes or changes. */
export function putResource(context: ExpansionContext, owner: string, { id, body }: Written): void {
  context.resources.set(id, body);
  const known = context.generatedFor.get(owner) ?? new Set();
  context.generatedFor.set(owner, known.add(id));
}

/** With PropagateTags: what was made for a resource and can have tags gets its tags, and no others. */
export function propagateTags(
  { logicalId, properties }: ServerlessResource,
  context: ExpansionContext,
  tagged: ReadonlySet<string>,
): void {
  const tags = properties["Tags"];
  if (!isTruthy(properties["PropagateTags"]) || !isTruthy(tags)) return;
  for (const id of context.generatedFor.get(logicalId) ?? []) {
    const body = context.resources.get(id);
    if (!isValueMap(body) || !tagged.has(String(body["Type"]))) continue;
    const own = isValueMap(body["Properties"]) ? body["Properties"] : {};
    context.resources.set(id, { ...body, Properties: { ...own, Tags: tagList(tags) } });
  }
}

/** Attributes that every resource made for a serverless resource takes over. */
export function passedOn(body: ValueMap): ValueMap {
  return attributesOf(body, ["Condition", "DeletionPolicy", "UpdateReplacePolicy"]);
}

/** Attributes of the resource that stands for the serverless one; others are dropped silently. */
export function keptOn(body: ValueMap): ValueMap {
  const names = ["Condition", "DeletionPolicy", "Metadata", "UpdatePolicy", "UpdateReplacePolicy"];
  const kept = attributesOf(body, names);
  return isTruthy(body["DependsOn"]) ? { ...kept, DependsOn: body["DependsOn"] } : kept;
}

function attributesOf(body: ValueMap, names: readonly string[]): ValueMap {
  return defined(Object.fromEntries(names.map((name) => [name, member(body, name)])));
}

/** `{ Key, Value }` items of a map of tags. */
export function tagList(tags: Value | undefined): Value[] {
  if (!isValueMap(tags)) return [];
  return Object.entries(tags).map(([Key, value]) => ({ Key, Value: value ?? "" }));
}

const RESERVED_TAGS = ["lambda:createdBy", "serverlessrepo:applicationId", "serverlessrepo:semanticVersion"];

/** The tags of functions and their roles. */
export function functionTags({ logicalId, properties }: ServerlessResource): Value[] {
  const tags = properties["Tags"];
  const reserved = RESERVED_TAGS.find((name) => isValueMap(tags) && Object.hasOwn(tags, name));
  if (reserved !== undefined) {
    throw invalidResource(
      logicalId,
      `${reserved} is a reserved Tag key name and cannot be set on your resource. Please change the tag key in the input.`,
    );
  }
  return [{ Key: "lambda:createdBy", Value: "SAM" }, ...tagList(tags)];
}

/** The entries whose value is defined, as a map. */
export function defined(entries: Readonly<Record<string, Value | undefined>>): ValueMap {
  const map: ValueMap = {};
  for (const [name, value] of Object.entries(entries)) {
    if (value !== undefined && value !== null) setMember(map, name, value);
  }
  return map;
}
