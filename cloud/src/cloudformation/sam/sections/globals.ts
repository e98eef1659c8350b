import type { Value } from "../../../core/ports/resource-provider.ts";
import { keyStepsOf, recordKeySteps } from "../../edits/key-steps.ts";
import { keepFloats } from "../../template/floats.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../../template/value.ts";
import { InvalidServerless, invalidResource } from "../expansion/errors.ts";
import { isTruthy, pythonList } from "../expansion/python.ts";
import { isIntrinsic } from "../expansion/values.ts";
import { GLOBAL_PROPERTIES } from "../generated/global-properties.ts";

const PREFIX = "AWS::Serverless::";
/** Lists that replace the global one instead of being added to it. */
const REPLACED = new Set(["Function.Architectures"]);

/** Checks the Globals section. */
export function readGlobals(template: ValueMap): ValueMap {
  const globals = member(template, "Globals") ?? {};
  if (!isValueMap(globals)) throw invalidGlobals("It must be a non-empty dictionary");
  for (const [kind, properties] of Object.entries(globals)) {
    const known = Object.hasOwn(GLOBAL_PROPERTIES, kind) ? GLOBAL_PROPERTIES[kind] : undefined;
    if (known === undefined) {
      throw invalidGlobals(
        `'${kind}' is not supported. Must be one of the following values - ${pythonList(Object.keys(GLOBAL_PROPERTIES).sort())}`,
      );
    }
    if (!isValueMap(properties)) throw invalidGlobals("Value of ${section} must be a dictionary");
    const unknown = Object.keys(properties).find((name) => !known.includes(name));
    if (unknown !== undefined) {
      throw invalidGlobals(
        `'${unknown}' is not a supported property of '${kind}'. Must be one of the following values - ${pythonList(known)}`,
      );
    }
  }
  return globals;
}

function invalidGlobals(message: string): InvalidServerless {
  return new InvalidServerless(`'Globals' section is invalid. ${message}`);
}

/** The globals for one resource: `IgnoreGlobals` takes some or all of them away. */
export function globalsFor(logicalId: string, body: ValueMap, globals: ValueMap): ValueMap {
  const kind = String(body["Type"]).slice(PREFIX.length);
  const common = member(globals, kind);
  const ignored = body["IgnoreGlobals"];
  if (!isValueMap(common) || ignored === "*") return {};
  if (!isTruthy(ignored)) return common;
  const refuse = (where: string) =>
    invalidResource(
      logicalId,
      `Resource ${logicalId} has invalid resource attribute 'IgnoreGlobals'${where}.`,
    );
  if (!Array.isArray(ignored)) throw refuse("");
  const unknown = ignored.find((name) => typeof name !== "string" || !Object.hasOwn(common, name));
  if (unknown !== undefined) throw refuse(` on item '${String(unknown)}'`);
  return valueMap(Object.entries(common).filter(([name]) => !ignored.includes(name)));
}

/** Properties of a resource with the globals of its kind merged under them. */
export function withGlobals(type: string, common: ValueMap, properties: ValueMap): ValueMap {
  return mergeMaps(common, properties, type.slice(PREFIX.length));
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
  const result = valueMap(merged);
  for (const from of [common, own]) keepFloats(from, result);
  recordKeySteps(result, [...keyStepsOf(common), { kind: "copy" }, { kind: "walk", steps: keyStepsOf(own) }]);
  return result;
}
