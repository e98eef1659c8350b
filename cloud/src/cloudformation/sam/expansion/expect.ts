import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import type { InvalidServerless } from "./errors.ts";

/** Whom to name when a value has the wrong type. */
type Refuse = (message: string) => InvalidServerless;

export function mapAt(value: Value | undefined, path: string, refuse: Refuse): ValueMap {
  if (isValueMap(value)) return value;
  throw refuse(`Property '${path}' should be a map.`);
}

export function listAt(value: Value | undefined, path: string, refuse: Refuse): Value[] {
  if (Array.isArray(value)) return value;
  throw refuse(`Property '${path}' should be a list.`);
}

export function stringAt(value: Value | undefined, path: string, refuse: Refuse): string {
  if (typeof value === "string") return value;
  throw refuse(`Property '${path}' should be a string.`);
}

export function stringsAt(value: Value | undefined, path: string, refuse: Refuse): string[] {
  return listAt(value, path, refuse).map((item, index) => stringAt(item, `${path}[${index}]`, refuse));
}

export function booleanAt(value: Value | undefined, path: string, refuse: Refuse): boolean {
  if (typeof value === "boolean") return value;
  throw refuse(`Property '${path}' should be a boolean.`);
}

export function presentAt(value: Value | undefined, path: string, refuse: Refuse): Value {
  if (value !== undefined && value !== null) return value;
  throw refuse(`Property '${path}' is required.`);
}
