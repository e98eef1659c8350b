import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, valueMap } from "../template/value.ts";
import { type Call, callOf, type Place } from "./registry.ts";
import { type Evaluation, NO_VALUE, type Resolved } from "./shared/function.ts";
import { assertTextLength } from "./shared/text-length.ts";

/** Resolves every function in a value; members and items that are `AWS::NoValue` disappear. */
export function resolveValue(value: Value, evaluation: Evaluation, place: Place = "anywhere"): Resolved {
  if (Array.isArray(value)) {
    return value.map((item) => resolveValue(item, evaluation, place)).filter((item) => item !== NO_VALUE);
  }
  if (!isValueMap(value)) return value;
  const call = callOf(value, place);
  if (call !== undefined) return called(call, evaluation);
  const members: [string, Value][] = [];
  for (const [name, nested] of Object.entries(value)) {
    const resolved = resolveValue(nested, evaluation, place);
    if (resolved !== NO_VALUE) members.push([name, resolved]);
  }
  return valueMap(members);
}

function called({ intrinsic, argument }: Call, evaluation: Evaluation): Resolved {
  const resolved = intrinsic.resolve(argument, evaluation);
  if (typeof resolved === "string") {
    assertTextLength(resolved.length, intrinsic.name);
    evaluation.wrote?.(resolved.length);
  }
  return resolved;
}
