import type { Value } from "../../core/ports/resource-provider.ts";
import { notSupported, templateFormatError, validationError } from "../shared/errors.ts";
import { MAX_RESOURCES } from "./limits.ts";
import type { ResourceDefinition, RetentionPolicy } from "./model.ts";
import { isServedUpdatePolicy } from "./update-policy.ts";
import { isValueMap, member, type ValueMap } from "./value.ts";

const KNOWN_KEYS = new Set([
  "Condition",
  "DeletionPolicy",
  "DependsOn",
  "Description",
  "Metadata",
  "Properties",
  "Type",
  "UpdatePolicy",
  "UpdateReplacePolicy",
]);
/** Attributes of AWS that change how a resource is made; ignoring them would be a silent lie. */
const NOT_SUPPORTED_KEYS = new Set(["CreationPolicy"]);
const LOGICAL_ID = /^[A-Za-z0-9]{1,255}$/;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html */
export function readResources(section: ValueMap): ReadonlyMap<string, ResourceDefinition> {
  const entries = Object.entries(section);
  if (entries.length === 0) {
    throw templateFormatError("At least one Resources member must be defined.");
  }
  if (entries.length > MAX_RESOURCES) {
    throw templateFormatError(
      `Number of resources, ${entries.length}, is greater than maximum allowed, ${MAX_RESOURCES}`,
    );
  }
  return new Map(entries.map(([logicalId, body]) => [logicalId, readResource(logicalId, body)]));
}

function readResource(logicalId: string, body: Value): ResourceDefinition {
  if (!LOGICAL_ID.test(logicalId)) {
    throw templateFormatError(`Resource name ${logicalId} is non alphanumeric.`);
  }
  if (!isValueMap(body)) throw templateFormatError("Any Resources member must be an object.");
  const type = member(body, "Type");
  if (typeof type !== "string" || type === "") {
    throw templateFormatError(`[/Resources/${logicalId}] Every Resources object must contain a Type member.`);
  }
  assertKeys(logicalId, body);
  const properties = member(body, "Properties") ?? {};
  if (!isValueMap(properties)) {
    throw validationError(`[/Resources/${logicalId}/Properties] Properties must be an object.`);
  }
  return {
    logicalId,
    type,
    properties,
    dependsOn: readDependsOn(logicalId, member(body, "DependsOn")),
    condition: readCondition(logicalId, member(body, "Condition")),
    deletionPolicy: readPolicy(logicalId, "DeletionPolicy", body),
    updateReplacePolicy: readPolicy(logicalId, "UpdateReplacePolicy", body),
    metadata: member(body, "Metadata"),
    updatePolicy: readUpdatePolicy(logicalId, body),
  };
}

function assertKeys(logicalId: string, body: ValueMap): void {
  for (const key of Object.keys(body)) {
    if (NOT_SUPPORTED_KEYS.has(key)) throw unsupportedAttribute(logicalId, key);
    if (!KNOWN_KEYS.has(key)) throw validationError(`Invalid template resource property '${key}'`);
  }
}

function unsupportedAttribute(logicalId: string, key: string): Error {
  return notSupported(`The resource attribute ${key} (/Resources/${logicalId}/${key})`);
}

function readUpdatePolicy(logicalId: string, body: ValueMap): Value | undefined {
  const policy = member(body, "UpdatePolicy");
  if (policy === undefined || isServedUpdatePolicy(body)) return policy;
  throw unsupportedAttribute(logicalId, "UpdatePolicy");
}

function readDependsOn(logicalId: string, value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  const names = Array.isArray(value) ? value : [value];
  if (!names.every((name) => typeof name === "string")) {
    throw templateFormatError(
      `[/Resources/${logicalId}/DependsOn] DependsOn must be a string or a list of strings.`,
    );
  }
  return names as string[];
}

function readCondition(logicalId: string, value: Value | undefined): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw templateFormatError(`[/Resources/${logicalId}/Condition] Every Condition member must be a string.`);
}

const POLICIES: Readonly<Record<string, readonly RetentionPolicy[]>> = {
  DeletionPolicy: ["Delete", "Retain", "RetainExceptOnCreate"],
  UpdateReplacePolicy: ["Delete", "Retain"],
};

function readPolicy(logicalId: string, key: string, body: ValueMap): RetentionPolicy {
  const value = member(body, key);
  if (value === undefined) return "Delete";
  if (typeof value !== "string") throw templateFormatError(`Every ${key} member must be a string.`);
  if (value === "Snapshot") throw notSupported(`${key} Snapshot (/Resources/${logicalId}/${key})`);
  const policy = POLICIES[key]?.find((name) => name === value);
  if (policy === undefined) {
    throw templateFormatError(`Unrecognized ${key} ${JSON.stringify(value)} for resource ${logicalId}`);
  }
  return policy;
}
