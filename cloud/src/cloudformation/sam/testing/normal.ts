import type { Value } from "../../../core/ports/resource-provider.ts";
import { canonicalJson, isValueMap } from "../../template/value.ts";

/**
 * Lists whose order the real transform leaves to its hash tables: Python's sets and the emulated
 * dictionaries of Python 2.
 */
const UNORDERED = new Set(["ApiStages", "DependsOn", "Fn::Or", "StageKeys"]);
const RESOURCE_POLICY = "x-amazon-apigateway-policy";

/** All that the real transform is not held to: the order of unordered lists. */
export function normal(value: Value): Value {
  return sorted(value, false);
}

function sorted(value: Value, everything: boolean): Value {
  if (Array.isArray(value)) {
    const items = value.map((item) => sorted(item, everything));
    return everything ? items.toSorted(byText) : items;
  }
  if (!isValueMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, nested]) => {
      const isUnordered = Array.isArray(nested) && UNORDERED.has(name);
      const result = sorted(nested, everything || name === RESOURCE_POLICY);
      return [name, isUnordered && Array.isArray(result) ? result.toSorted(byText) : result];
    }),
  );
}

function byText(left: Value, right: Value): number {
  const [a, b] = [canonicalJson(left), canonicalJson(right)];
  return a < b ? -1 : Number(a > b);
}
