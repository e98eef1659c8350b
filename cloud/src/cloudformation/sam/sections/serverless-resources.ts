import { keepFloats } from "../../template/floats.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../../template/value.ts";
import { NOT_SUPPORTED_PROPERTIES } from "../data/not-supported.ts";
import {
  type ErrorCollector,
  invalidDocument,
  invalidResource,
  notSupportedHere,
} from "../expansion/errors.ts";
import type { ServerlessResource } from "../expansion/expansion-context.ts";
import { assertRules, type PropertyRules } from "../expansion/property-rules.ts";
import { isTruthy } from "../expansion/python.ts";
import { RESOURCE_PROPERTIES } from "../generated/resource-properties.ts";
import { globalsFor, withGlobals } from "./globals.ts";

const PREFIX = "AWS::Serverless::";

function isServerless(body: ValueMap): boolean {
  return typeof body["Type"] === "string" && body["Type"].startsWith(PREFIX);
}

/** What must be true of the document before any resource is looked at. */
export function checkDocument(template: ValueMap): void {
  const resources = member(template, "Resources");
  if (!isValueMap(resources) || Object.keys(resources).length === 0) {
    throw invalidDocument("'Resources' section is required");
  }
  for (const body of Object.values(resources)) {
    if (isValueMap(body)) continue;
    throw invalidDocument(
      "All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.",
    );
  }
  for (const [logicalId, body] of Object.entries(resources)) {
    if (!isValueMap(body) || !isServerless(body)) continue;
    const condition = body["Condition"];
    const properties = Object.hasOwn(body, "Properties") ? body["Properties"] : {};
    if (!isValueMap(properties)) {
      throw invalidResource(logicalId, "Attribute 'Properties' should be a map.");
    }
    if (isTruthy(condition) && typeof condition !== "string") {
      throw invalidDocument("Every Condition member must be a string.");
    }
  }
}

interface Collection {
  readonly globals: ValueMap;
  readonly errors: ErrorCollector;
  readonly isOff: ((condition: string) => boolean) | undefined;
  /** Whether a type that is not supported here is checked all the same. */
  readonly isChecked: (type: string) => boolean;
}

export interface Collected {
  readonly serverless: ReadonlyMap<string, ServerlessResource>;
  /** Those of types not supported here of which it is known what the real transform refuses. */
  readonly checkedOnly: readonly ServerlessResource[];
}

/**
 * The serverless resources, with their globals. Types not supported here are refused by name; one whose
 * condition is false stays as it is, for the engine to leave out.
 */
export function collectServerlessResources(
  template: ValueMap,
  { globals, errors, isOff = () => false, isChecked }: Collection,
): Collected {
  const lacking = (logicalId: string, what: string) =>
    errors.attempt(() => {
      throw notSupportedHere(logicalId, what);
    });
  const resources = member(template, "Resources");
  const found = new Map<string, ServerlessResource>();
  const checkedOnly: ServerlessResource[] = [];
  for (const [logicalId, body] of Object.entries(isValueMap(resources) ? resources : {})) {
    if (!isValueMap(body)) continue;
    if (body["Connectors"] !== undefined) lacking(logicalId, "The attribute Connectors");
    if (!isServerless(body)) continue;
    const type = String(body["Type"]);
    const isSupported = Object.hasOwn(RESOURCE_PROPERTIES, type);
    if (!isSupported) {
      const isLeftOut = typeof body["Condition"] === "string" && isOff(body["Condition"]);
      if (!isLeftOut) lacking(logicalId, `The resource type ${type}`);
      if (!isChecked(type)) continue;
    }
    const own = isValueMap(body["Properties"]) ? body["Properties"] : {};
    const common = globalsFor(logicalId, body, globals);
    const properties = withoutNulls(withGlobals(type, common, own));
    if (isSupported) found.set(logicalId, { logicalId, body, properties });
    else checkedOnly.push({ logicalId, body, properties });
  }
  return { serverless: found, checkedOnly };
}

/** A property that is written but empty counts as not written. */
function withoutNulls(properties: ValueMap): ValueMap {
  const given = valueMap(Object.entries(properties).filter(([, value]) => value !== null));
  keepFloats(properties, given);
  return given;
}

/** Checks the id and the properties of a serverless resource: by `given`, where its type is not supported here. */
export function assertResource(
  { logicalId, body, properties }: ServerlessResource,
  given: PropertyRules = {},
): void {
  const type = String(body["Type"]);
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) {
    throw invalidResource(logicalId, "Logical ids must be alphanumeric.");
  }
  assertRules({ logicalId, type, properties }, RESOURCE_PROPERTIES[type] ?? given);
}

/** Refuses by name what a serverless resource sets and this cloud has not. */
export function assertSupported({ logicalId, body, properties }: ServerlessResource): void {
  const type = String(body["Type"]);
  const missing = NOT_SUPPORTED_PROPERTIES.get(type)?.find((name) => Object.hasOwn(properties, name));
  if (missing !== undefined) throw notSupportedHere(logicalId, `The property ${missing} of ${type}`);
}
