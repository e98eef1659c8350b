import { unsupported } from "../core/errors.ts";
import type { AnyOperation } from "./operation.ts";

/**
 * WIRE-5: refuses, by name, what AWS's model has and the operation does not do. Tools send empty
 * lists and structures for what they do not use: those ask for nothing.
 */
export function assertMembersSupported(operation: AnyOperation, input: unknown): void {
  for (const path of operation.unsupportedMembers ?? []) {
    if (isAskedFor(input, path.split("."))) throw unsupported(`${path} of ${operation.name}`);
  }
}

function isAskedFor(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return asksForSomething(value);
  if (Array.isArray(value)) return value.some((item) => isAskedFor(item, [name, ...rest]));
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return false;
  return isAskedFor((value as Readonly<Record<string, unknown>>)[name], rest);
}

function asksForSomething(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(asksForSomething);
  return value !== undefined && value !== null && value !== "" && value !== false;
}
