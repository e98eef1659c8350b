import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import { GLOBAL_PROPERTIES } from "./data/properties.ts";
import { InvalidServerless } from "./errors.ts";

export const GLOBAL_KINDS: ReadonlyMap<string, string> = new Map([
  ["AWS::Serverless::Api", "Api"],
  ["AWS::Serverless::Function", "Function"],
]);
/** Lists that replace the global one instead of being added to it. */
const REPLACED = new Set(["Function.Architectures"]);

/** Checks the Globals section. Sections of kinds this cloud has not are refused by name. */
export function readGlobals(template: ValueMap): ValueMap {
  const globals = member(template, "Globals") ?? {};
  if (!isValueMap(globals)) throw invalidGlobals("It must be a non-empty dictionary.");
  for (const [kind, properties] of Object.entries(globals)) {
    const known = GLOBAL_PROPERTIES.get(kind);
    if (known === undefined) {
      throw invalidGlobals(
        `'${kind}' is not supported. Must be one of the following values - ['Api', 'Function']`,
      );
    }
    if (!isValueMap(properties)) throw invalidGlobals(`Value of ${kind} must be a dictionary`);
    const unknown = Object.keys(properties).find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw invalidGlobals(
        `'${unknown}' is not a supported property of '${kind}'. Must be one of the following values - [${[...known].map((name) => `'${name}'`).join(", ")}]`,
      );
    }
  }
  return globals;
}

function invalidGlobals(message: string): InvalidServerless {
  return new InvalidServerless(`'Globals' section is invalid. ${message}`);
}

/** Properties of a resource with the globals of its kind merged under them. */
export function withGlobals(kind: string, globals: ValueMap, properties: ValueMap): ValueMap {
  const common = member(globals, kind);
  if (!isValueMap(common)) return properties;
  return mergeMaps(common, properties, kind);
}

/** Scalars are overridden, maps merged, lists concatenated with the global items first. */
function merge(common: Value, own: Value, path: string): Value {
  if (Array.isArray(common) && Array.isArray(own) && !REPLACED.has(path)) return [...common, ...own];
  if (isValueMap(common) && isValueMap(own) && !isIntrinsic(common) && !isIntrinsic(own)) {
    return mergeMaps(common, own, path);
  }
  return own;
}

function mergeMaps(common: ValueMap, own: ValueMap, path: string): ValueMap {
  const merged = new Map<string, Value>(Object.entries(common));
  for (const [name, value] of Object.entries(own)) {
    const known = merged.get(name);
    merged.set(name, known === undefined ? value : merge(known, value, `${path}.${name}`));
  }
  return valueMap(merged);
}

export function isIntrinsic(value: Value | undefined): boolean {
  if (!isValueMap(value)) return false;
  const [name = "", ...more] = Object.keys(value);
  return more.length === 0 && (name === "Ref" || name === "Condition" || name.startsWith("Fn::"));
}
