import type { Value } from "../../core/ports/resource-provider.ts";
import { keyStepsOf } from "../edits/key-steps.ts";
import { isValueMap } from "../template/value.ts";
import { tableAfter } from "./steps.ts";

/** A value of the template as `json.dumps` writes it, with the keys as Python 2 walks them. */
export function dumped(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(dumped).join(", ")}]`;
  if (!isValueMap(value)) return ascii(JSON.stringify(value));
  const keys = tableAfter(keyStepsOf(value)).keys();
  return `{${keys.map((name) => `${ascii(JSON.stringify(name))}: ${dumped(value[name] ?? null)}`).join(", ")}}`;
}

/** JSON without letters outside of ASCII, as Python writes it. */
export function ascii(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
