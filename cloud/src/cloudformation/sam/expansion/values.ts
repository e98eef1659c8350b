import type { Value } from "../../../core/ports/resource-provider.ts";
import { written } from "../../edits/provenance.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";

export const NO_VALUE: Value = written({ Ref: "AWS::NoValue" });

export function isIntrinsic(value: Value | undefined): value is ValueMap {
  if (!isValueMap(value)) return false;
  const [name = "", ...more] = Object.keys(value);
  return more.length === 0 && (name === "Ref" || name === "Condition" || name.startsWith("Fn::"));
}

export function isIf(value: Value | undefined): value is ValueMap {
  return isIntrinsic(value) && Object.hasOwn(value, "Fn::If");
}

export function isNoValue(value: Value | undefined): boolean {
  return isIntrinsic(value) && value["Ref"] === "AWS::NoValue";
}

/** Condition, value if true, value if false; undefined when there are not three. */
export function branchesOf(value: ValueMap): readonly [string, Value, Value] | undefined {
  const items = value["Fn::If"];
  if (!Array.isArray(items) || items.length !== 3) return undefined;
  const [condition, yes = null, no = null] = items;
  return [String(condition), yes, no];
}

export function when(condition: Value, yes: Value, no: Value = NO_VALUE): ValueMap {
  return written({ "Fn::If": [condition, yes, no] });
}

/** The logical id that a `Ref` or `Fn::GetAtt` names. */
export function referredId(value: Value | undefined): string | undefined {
  if (!isIntrinsic(value)) return undefined;
  if (typeof value["Ref"] === "string") return value["Ref"];
  const attribute = value["Fn::GetAtt"];
  const parts = typeof attribute === "string" ? attribute.split(".") : attribute;
  if (!Array.isArray(parts) || parts.length !== 2) return undefined;
  return typeof parts[0] === "string" ? parts[0] : undefined;
}
