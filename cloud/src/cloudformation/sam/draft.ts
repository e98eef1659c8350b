import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../template/value.ts";
import type { PropertyHandling } from "./data/properties.ts";
import type { InvalidServerless } from "./errors.ts";
import { invalidResource, notSupportedHere } from "./errors.ts";

export const FUNCTION_TYPE = "AWS::Serverless::Function";
export const API_TYPE = "AWS::Serverless::Api";
export const IMPLICIT_API = "ServerlessRestApi";

/** A serverless resource with its globals merged in. */
export interface ServerlessResource {
  readonly logicalId: string;
  readonly body: ValueMap;
  readonly properties: ValueMap;
}

/** A REST API while functions add their routes to it. */
export interface ApiDraft extends ServerlessResource {
  /** True when the transform writes the document: then events add routes. */
  readonly managed: boolean;
  /** Swagger 2.0 until the very end, conditions not yet wrapped around routes. */
  readonly document: ValueMap;
  /** By `<method> <path>`: conditions of the functions that serve them. */
  readonly routeConditions: Map<string, string>;
}

/** What the expansion is writing. */
export interface Draft {
  /** The resources of the new template. */
  readonly resources: Map<string, Value>;
  readonly conditions: Map<string, Value>;
  readonly apis: Map<string, ApiDraft>;
  /** Values of parameters and the pseudo parameters known before the stack exists. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** `Fn.Version` → logical id of what the transform made for it. */
  readonly aliases: Map<string, string>;
}

/** Refuses unknown and unsupported properties by name. */
export function assertProperties(
  { logicalId, body, properties }: ServerlessResource,
  known: ReadonlyMap<string, PropertyHandling>,
): void {
  const type = String(body["Type"]);
  for (const name of Object.keys(properties)) {
    const handling = known.get(name);
    if (handling === undefined) throw unknownProperty(logicalId, name, type);
    if (handling === "not-supported") throw notSupportedHere(logicalId, `The property ${name} of ${type}`);
  }
}

function unknownProperty(logicalId: string, name: string, type: string): InvalidServerless {
  return invalidResource(logicalId, `property ${name} not defined for resource of type ${type}`);
}

/** Attributes that every resource made for a serverless resource takes over. */
export function passedOn(body: ValueMap): ValueMap {
  const attributes: ValueMap = {};
  for (const name of ["Condition", "DeletionPolicy", "UpdateReplacePolicy"]) {
    const value = body[name];
    if (value !== undefined) attributes[name] = value;
  }
  return attributes;
}

/** `{ Key, Value }` items of a map of tags. */
export function tagList(tags: Value | undefined): Value[] {
  if (!isValueMap(tags)) return [];
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The entries whose value is defined, as a map. */
export function defined(entries: Readonly<Record<string, Value | undefined>>): ValueMap {
  const map: ValueMap = {};
  for (const [name, value] of Object.entries(entries)) if (value !== undefined) map[name] = value;
  return map;
}
