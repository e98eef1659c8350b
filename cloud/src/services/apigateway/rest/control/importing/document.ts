import { unsupported } from "../../../../../core/errors.ts";
import { badRequest } from "../model/errors.ts";

/** An OpenAPI document or a part of it. */
export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function importError(what: string): Error {
  return badRequest(`Errors found during import:\n\t${what}`);
}

/** @param where names the part in the error, e.g. `paths./x.get` */
export function nodeAt(value: unknown, where: string): Node {
  if (!isNode(value)) throw importError(`${where} must be an object`);
  return value;
}

export function optionalNode(value: unknown, where: string): Node {
  return value === undefined || value === null ? {} : nodeAt(value, where);
}

export function textAt(value: unknown, where: string): string {
  if (typeof value !== "string") throw importError(`${where} must be a string`);
  return value;
}

export function optionalText(value: unknown, where: string): string | undefined {
  return value === undefined || value === null ? undefined : textAt(value, where);
}

/** YAML authors leave versions and titles unquoted: what reads as a number or a boolean is its text. */
export function optionalScalar(value: unknown, where: string): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return optionalText(value, where);
}

/** Texts by name; numbers and booleans become texts as YAML authors expect. */
export function textMap(value: unknown, where: string): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  const entries = Object.entries(nodeAt(value, where)).map(([name, item]) => {
    if (typeof item !== "string" && typeof item !== "number" && typeof item !== "boolean") {
      throw importError(`${where}.${name} must be a string`);
    }
    return [name, String(item)] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * APIGW-13: refuses members that are not listed. `x-` extensions of others are ignored as AWS ignores them;
 * API Gateway's own that are not listed change behaviour and are refused by name.
 */
export function assertMembers(node: Node, known: ReadonlySet<string>, where: string): void {
  for (const name of Object.keys(node)) {
    if (known.has(name)) continue;
    if (name.startsWith("x-") && !name.startsWith("x-amazon-apigateway-")) continue;
    throw unsupported(`${where === "" ? "" : `${where}.`}${name} in an OpenAPI document`);
  }
}

/** Follows a local `$ref` once; other nodes come back as they are. */
export function resolve(root: Node, value: unknown, where: string): Node {
  const node = nodeAt(value, where);
  const reference = node["$ref"];
  if (reference === undefined) return node;
  const text = textAt(reference, `${where}.$ref`);
  if (!text.startsWith("#/")) throw unsupported(`$ref ${text} in an OpenAPI document`);
  let target: unknown = root;
  for (const part of text.slice(2).split("/")) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    target = isNode(target) && Object.hasOwn(target, name) ? target[name] : undefined;
  }
  if (target === undefined) throw importError(`Unable to resolve ${text}`);
  return nodeAt(target, text);
}
