import {
  NOT_SUPPORTED_EVENTS,
  NOT_SUPPORTED_PROPERTIES,
} from "../../../cloudformation/sam/data/not-supported.ts";
import { RESOURCE_PROPERTIES } from "../../../cloudformation/sam/generated/resource-properties.ts";
import { isServedUpdatePolicy } from "../../../cloudformation/template/update-policy.ts";
import { isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import { isBuildMethod } from "../build-functions.ts";
import type { Part } from "./finding.ts";

const SERVERLESS = "AWS::Serverless::";
const STACK = "AWS::CloudFormation::Stack";
/** Attributes that change how a resource is made. */
const ATTRIBUTES = ["CreationPolicy", "UpdatePolicy", "Connectors"];

function unsupportedAttributes(resource: ValueMap): string[] {
  const isHeld = (name: string) => name === "UpdatePolicy" && isServedUpdatePolicy(resource);
  return ATTRIBUTES.filter((name) => resource[name] !== undefined && !isHeld(name));
}

/** What can be told of a resource before the transform, which would refuse it. */
export function partsOfGiven(resource: ValueMap): Part[] {
  const type = String(resource["Type"]);
  return [
    ...attributeParts(resource),
    ...(type.startsWith(SERVERLESS) ? serverlessParts(type, asMap(resource["Properties"])) : []),
    ...buildParts(type, asMap(resource["Metadata"])),
  ];
}

function attributeParts(resource: ValueMap): Part[] {
  const given = unsupportedAttributes(resource);
  const snapshots = ["DeletionPolicy", "UpdateReplacePolicy"].filter((name) => resource[name] === "Snapshot");
  return [
    ...given.map((name): Part => ({ kind: "attribute", what: `the attribute ${name}`, below: [name] })),
    ...snapshots.map((name): Part => ({ kind: "attribute", what: `${name}: Snapshot`, below: [name] })),
  ];
}

function serverlessParts(type: string, properties: ValueMap): Part[] {
  if (!Object.hasOwn(RESOURCE_PROPERTIES, type))
    return [{ kind: "type", what: `the type ${type}`, below: ["Type"] }];
  if (isPublished(type, properties)) return [REPOSITORY];
  const missing = (NOT_SUPPORTED_PROPERTIES.get(type) ?? []).filter((name) => properties[name] !== undefined);
  const isImage = properties["PackageType"] === "Image";
  return [
    ...missing.map(
      (name): Part => ({
        kind: "property",
        what: `the property ${name} of ${type}`,
        below: ["Properties", name],
      }),
    ),
    ...(isImage ? [IMAGE] : []),
    ...Object.entries(asMap(properties["Events"])).flatMap(([name, event]) => eventParts(name, asMap(event))),
  ];
}

const isPublished = (type: string, properties: ValueMap): boolean =>
  type === `${SERVERLESS}Application` && isValueMap(properties["Location"]);

const REPOSITORY: Part = {
  kind: "type",
  what: "an application of the serverless application repository",
  below: ["Properties", "Location"],
  help: "a local template as its Location",
};

export const IMAGE: Part = {
  kind: "runtime",
  what: "a function that is a container image",
  below: ["Properties", "PackageType"],
  help: "PackageType Zip, with a runtime or a bootstrap",
};

function eventParts(name: string, { Type: type }: ValueMap): Part[] {
  if (typeof type !== "string" || !NOT_SUPPORTED_EVENTS.includes(type)) return [];
  const below = ["Properties", "Events", name];
  return [{ kind: "event", what: `the event ${name} of type ${type}`, below }];
}

function buildParts(type: string, { BuildMethod: method }: ValueMap): Part[] {
  if (type !== `${SERVERLESS}Function` || method === undefined || isBuildMethod(method)) return [];
  const below = ["Metadata", "BuildMethod"];
  return [{ kind: "build", what: `the build method ${JSON.stringify(method)}`, below }];
}

/** The resource as the transform takes it: without what it would refuse by name. */
export function withoutParts(resource: ValueMap, off: string): ValueMap {
  const missing = unsupportedAttributes(resource);
  const rest = Object.fromEntries(
    Object.entries(resource).filter(([name, value]) => !missing.includes(name) && value !== "Snapshot"),
  );
  const type = String(resource["Type"]);
  if (!type.startsWith(SERVERLESS)) return rest;
  if (!Object.hasOwn(RESOURCE_PROPERTIES, type)) return { ...rest, Condition: off };
  // The transform takes it whatever its condition is.
  if (isPublished(type, asMap(resource["Properties"]))) return { Type: STACK, Condition: off };
  const names = NOT_SUPPORTED_PROPERTIES.get(type) ?? [];
  const properties = Object.entries(asMap(resource["Properties"])).filter(([name]) => !names.includes(name));
  const kept = Object.fromEntries(properties);
  const { Events: events } = kept;
  if (!isValueMap(events)) return { ...rest, Properties: kept };
  const served = Object.entries(events).filter(
    ([name, event]) => eventParts(name, asMap(event)).length === 0,
  );
  return { ...rest, Properties: { ...kept, Events: Object.fromEntries(served) } };
}

function asMap(value: unknown): ValueMap {
  return isValueMap(value as ValueMap) ? (value as ValueMap) : {};
}
