import type { Value } from "../../../core/ports/resource-provider.ts";
import { asWritten } from "../../template/floats.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { invalidDocument } from "../expansion/errors.ts";
import { isTruthy, pythonText } from "../expansion/python.ts";
import { isNoValue } from "../expansion/values.ts";

export const ANY_METHOD = "x-amazon-apigateway-any-method";
export const INTEGRATION = "x-amazon-apigateway-integration";
/** Members of a path that are no methods. */
const NO_METHODS = new Set(["description", "parameters", "summary"]);

export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operation: ValueMap;
}

/** Key in the document: lower case, `any` as API Gateway's extension. */
export function normalMethod(method: string): string {
  const lower = method.toLowerCase();
  return lower === "any" ? ANY_METHOD : lower;
}

export function isVersion3(version: Value | undefined): boolean {
  return /^3(\.\d)(\.\d)?$/.test(String(version));
}

/** A document that settings can be added to: Swagger 2.0 or OpenAPI 3 with paths. */
export function isSwagger(document: Value | undefined): document is ValueMap {
  if (!isValueMap(document) || !isValueMap(document["paths"])) return false;
  return isTruthy(document["swagger"]) || isVersion3(asWritten(document, "openapi"));
}

export function isOpenApi(document: Value | undefined): document is ValueMap {
  return isValueMap(document) && isValueMap(document["paths"]) && isVersion3(asWritten(document, "openapi"));
}

/** The paths of a valid document. */
export function pathsOf(document: ValueMap): ValueMap {
  const paths = document["paths"];
  return isValueMap(paths) ? paths : {};
}

/** The value itself, or the branches of an `Fn::If` that are something. */
function branches(value: Value | undefined): (Value | undefined)[] {
  if (!isValueMap(value) || value["Fn::If"] === undefined) return [value];
  const items = value["Fn::If"];
  if (!Array.isArray(items)) throw invalidDocument("Value of Fn::If must be a list.");
  return items.slice(1).filter((item) => !isNoValue(item));
}

/** The path items at a path: one for each branch of a condition. */
export function itemsAt(document: ValueMap, path: string): ValueMap[] {
  return branches(member(pathsOf(document), path)).map((item) => {
    if (isValueMap(item)) return item;
    throw invalidDocument(`Value of '${path}' path must be a dictionary according to Swagger spec.`);
  });
}

/** Refuses what settings cannot be added to. */
export function assertSwagger(document: Value | undefined): asserts document is ValueMap {
  if (!isSwagger(document)) {
    throw invalidDocument(
      "Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'.",
    );
  }
  assertPaths(document);
}

/** Refuses documents with a path that is no map. */
export function assertPaths(document: ValueMap): void {
  for (const path of Object.keys(pathsOf(document))) itemsAt(document, path);
}

/** The operations at a path that have an integration. */
function operationsAt(document: ValueMap, path: string): Operation[] {
  return itemsAt(document, path).flatMap((item) =>
    Object.entries(item)
      .filter(([method]) => !NO_METHODS.has(method))
      .flatMap(([method, given]) =>
        branches(given).map((operation) => ({
          path,
          method: normalMethod(method),
          operation: definition(operation, path, method),
        })),
      )
      .filter(({ operation }) => isTruthy(operation[INTEGRATION])),
  );
}

function definition(operation: Value | undefined, path: string, method: string): ValueMap {
  if (isValueMap(operation)) return operation;
  throw invalidDocument(`Definition of method '${method}' for path '${path}' should be a map.`);
}

/** The operations of one path and method that have an integration; both must be in the document. */
export function operationsFor(document: ValueMap, path: string, method: string): ValueMap[] {
  const definitions = itemsAt(document, path).flatMap((item) =>
    branches(member(item, normalMethod(method))).map((operation) => definition(operation, path, method)),
  );
  return definitions.filter((operation) => isTruthy(operation[INTEGRATION]));
}

/** All operations of the document that have an integration. */
export function operationsOf(document: ValueMap): Operation[] {
  return Object.keys(pathsOf(document)).flatMap((path) => operationsAt(document, path));
}

/** The list under `security` of an operation. */
export function securityOf({ path, method, operation }: Operation): Value[] {
  const security = operation["security"] ?? [];
  if (Array.isArray(security)) return security;
  throw invalidDocument(`Type of security for path ${path} method ${method} must be a list`);
}

/** The same, when each of its items must be a map. */
export function securityMapsOf(operation: Operation): ValueMap[] {
  return securityOf(operation).map((item) => {
    if (isValueMap(item)) return item;
    const shown = typeof item === "string" ? item : pythonText(item, "u");
    const where = `path ${operation.path} method ${operation.method}`;
    throw invalidDocument(`${shown} in Security for ${where} is not a valid dictionary.`);
  });
}

/** Path variables become `*`. */
export function pathPattern(path: string): string {
  return path.replace(/\{(?:[a-zA-Z0-9._-]+\+?)\}/g, "*");
}
