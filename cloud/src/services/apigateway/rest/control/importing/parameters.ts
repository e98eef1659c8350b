import { unsupported } from "../../../../../core/errors.ts";
import { importError, type Node, optionalNode, resolve, textAt } from "./document.ts";

const PLACES: ReadonlyMap<string, string> = new Map([
  ["header", "header"],
  ["path", "path"],
  ["query", "querystring"],
]);

/** `method.request.<place>.<name>` → required, for an operation and what its path adds. */
export function importParameters(
  document: Node,
  pathItem: Node,
  operation: Node,
): Record<string, boolean> | undefined {
  const parameters: Record<string, boolean> = {};
  for (const parameter of parametersOf(document, pathItem, operation)) {
    const place = textAt(parameter["in"], "parameters.in");
    if (place === "body") continue;
    const target = PLACES.get(place);
    if (target === undefined) throw unsupported(`Parameters in ${place}`);
    const name = textAt(parameter["name"], "parameters.name");
    parameters[`method.request.${target}.${name}`] = String(parameter["required"]) === "true";
  }
  return Object.keys(parameters).length === 0 ? undefined : parameters;
}

export interface BodySchema {
  readonly contentType: string;
  readonly schema: Node;
}

/** Schemas of the body by content type: a body parameter, or `requestBody` of OpenAPI 3. */
export function bodySchemas(document: Node, pathItem: Node, operation: Node): BodySchema[] {
  const found: BodySchema[] = [];
  for (const parameter of parametersOf(document, pathItem, operation)) {
    if (parameter["in"] !== "body" || parameter["schema"] === undefined) continue;
    for (const contentType of consumed(document, operation)) {
      found.push({ contentType, schema: optionalNode(parameter["schema"], "parameters.schema") });
    }
  }
  if (operation["requestBody"] === undefined) return found;
  const content = optionalNode(
    resolve(document, operation["requestBody"], "requestBody")["content"],
    "content",
  );
  for (const [contentType, value] of Object.entries(content)) {
    const schema = optionalNode(value, contentType)["schema"];
    if (schema !== undefined) found.push({ contentType, schema: optionalNode(schema, "schema") });
  }
  return found;
}

function parametersOf(document: Node, pathItem: Node, operation: Node): Node[] {
  return [pathItem["parameters"], operation["parameters"]].flatMap((list) => {
    if (list === undefined) return [];
    if (!Array.isArray(list)) throw importError("parameters must be a list");
    return list.map((item) => resolve(document, item, "parameters"));
  });
}

function consumed(document: Node, operation: Node): string[] {
  const types = operation["consumes"] ?? document["consumes"];
  return Array.isArray(types) && types.length > 0 ? types.map(String) : ["application/json"];
}
