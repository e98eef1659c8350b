import type { AnyOperation } from "./operation.ts";

/**
 * WIRE-5: what AWS's model has, the operation does not do, and the input asks for: refused by name.
 * Tools send empty lists and structures for what they do not use: those ask for nothing.
 * @returns the path of the first such member, e.g. `LambdaConfig.UserMigration`
 */
export function unsupportedMember({ unsupportedMembers }: AnyOperation, input: unknown): string | undefined {
  return unsupportedMembers?.find((path) => isAskedFor(input, path.split(".")));
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
