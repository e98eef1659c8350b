import type { Value } from "../../../core/ports/resource-provider.ts";
import { canonicalJson, isValueMap } from "../../template/value.ts";

/** Lists that the real transform makes of sets of Python, which come in another order each time. */
const UNORDERED = new Set(["DependsOn"]);

/** All that the real transform is not held to: the order of unordered lists. */
export function normal(value: Value): Value {
  if (Array.isArray(value)) return value.map(normal);
  if (!isValueMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, nested]) => {
      const result = normal(nested);
      return [name, UNORDERED.has(name) && Array.isArray(result) ? result.toSorted(byJson) : result];
    }),
  );
}

function byJson(left: Value, right: Value): number {
  const [a, b] = [canonicalJson(left), canonicalJson(right)];
  return a < b ? -1 : Number(a > b);
}
