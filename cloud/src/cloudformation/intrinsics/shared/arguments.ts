import type { Value } from "../../../core/ports/resource-provider.ts";
import { templateError, validationError } from "../../shared/errors.ts";
import { isScalar, isValueMap } from "../../template/value.ts";
import { type Evaluation, NO_VALUE } from "./function.ts";

/** A function call stands for a text until it is resolved. */
export function isStringOrCall(value: Value | undefined): boolean {
  return isScalar(value) || isValueMap(value);
}

export function isListOrCall(value: Value | undefined): boolean {
  return Array.isArray(value) || isValueMap(value);
}

/** Resolves an argument that must be a scalar; throws `Template error: <message>` otherwise. */
export function resolveString(value: Value | undefined, evaluation: Evaluation, message: string): string {
  const resolved = value === undefined ? NO_VALUE : evaluation.resolve(value);
  if (resolved === NO_VALUE || !isScalar(resolved)) throw templateError(message);
  return String(resolved);
}

/** Resolves an argument that must be a list of scalars. */
export function resolveStrings(value: Value | undefined, evaluation: Evaluation, message: string): string[] {
  const resolved = value === undefined ? NO_VALUE : evaluation.resolve(value);
  if (resolved === NO_VALUE || !Array.isArray(resolved) || !resolved.every(isScalar)) {
    throw templateError(message);
  }
  return resolved.map(String);
}

/** Resolves a condition argument to a boolean. */
export function resolveBoolean(value: Value, evaluation: Evaluation): boolean {
  const resolved = evaluation.resolve(value);
  if (typeof resolved === "boolean") return resolved;
  throw validationError(
    "Template format error: Conditions can only be boolean operations on parameters and other conditions",
  );
}
