import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import type { ExpansionContext } from "./expansion-context.ts";
import { resolveParameterRefs } from "./parameter-refs.ts";
import { isIntrinsic } from "./values.ts";

/** Parameters and mappings are decided by the transform itself here. */
export function knownValue(value: Value | undefined, context: ExpansionContext): Value | undefined {
  if (value === undefined || value === null) return undefined;
  return lookedUp(resolveParameterRefs(value, context.parameters), context.mappings);
}

function lookedUp(value: Value, mappings: ValueMap): Value {
  if (Array.isArray(value)) return value.map((item) => lookedUp(item, mappings));
  if (!isValueMap(value)) return value;
  const keys = isIntrinsic(value) ? value["Fn::FindInMap"] : undefined;
  if (Array.isArray(keys) && keys.length === 3 && keys.every((key) => typeof key === "string")) {
    const found = keys.reduce<Value | undefined>(
      (map, key) => (isValueMap(map) ? member(map, String(key)) : undefined),
      mappings,
    );
    return found ?? value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, lookedUp(inner, mappings)]));
}
