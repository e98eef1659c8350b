import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import { defined, keptOn } from "../expansion/expansion-context.ts";
import { LINKED_PROPERTIES } from "../generated/linked-properties.ts";

/** A resource of the template that an event changes: the transform writes it anew, as far as it knows it. */
export function rewritten(logicalId: string, type: string, body: ValueMap): ValueMap {
  const given = body["Type"];
  if (given === undefined) throw invalidResource(logicalId, "Resource dict missing key 'Type'.");
  if (given !== type) {
    throw invalidResource(
      logicalId,
      `Resource has incorrect Type; expected '${type}', got '${String(given)}'`,
    );
  }
  const properties = isValueMap(body["Properties"]) ? body["Properties"] : {};
  const known = LINKED_PROPERTIES[type] ?? [];
  const unknown = Object.keys(properties).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw invalidResource(logicalId, `property ${unknown} not defined for resource of type ${type}`);
  }
  return { Type: type, ...keptOn(body), Properties: defined(properties) };
}
