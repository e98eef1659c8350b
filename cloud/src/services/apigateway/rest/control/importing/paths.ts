import { withMethod } from "../apis/methods.ts";
import { addResource, withResource } from "../apis/resources.ts";
import type { HttpMethod, Resource, RestApi } from "../model/rest-api.ts";
import { assertMembers, importError, type Node, nodeAt, optionalNode } from "./document.ts";
import { importMethod } from "./method.ts";
import type { PathImport } from "./path-import.ts";

const METHODS: ReadonlyMap<string, HttpMethod> = new Map<string, HttpMethod>([
  ["delete", "DELETE"],
  ["get", "GET"],
  ["head", "HEAD"],
  ["options", "OPTIONS"],
  ["patch", "PATCH"],
  ["post", "POST"],
  ["put", "PUT"],
  ["x-amazon-apigateway-any-method", "ANY"],
]);

const MEMBERS: ReadonlySet<string> = new Set([...METHODS.keys(), "parameters", "summary", "description"]);

/** The API with a resource for every path and a method for every operation. */
export function importPaths(input: PathImport, start: RestApi): RestApi {
  let api = start;
  for (const [path, value] of Object.entries(optionalNode(input.document["paths"], "paths"))) {
    if (!path.startsWith("/")) {
      if (path.startsWith("x-")) continue;
      throw importError(`Invalid path specified: ${path}`);
    }
    const item = nodeAt(value, `paths.${path}`);
    assertMembers(item, MEMBERS, `paths.${path}`);
    const placed = placeResource(input, api, path);
    api = importOperations(input, placed.api, { path, item, resourceId: placed.resource.id });
  }
  return api;
}

interface PathItem {
  readonly path: string;
  readonly item: Node;
  readonly resourceId: string;
}

function importOperations(input: PathImport, start: RestApi, where: PathItem): RestApi {
  let api = start;
  for (const [key, httpMethod] of METHODS) {
    const operation = where.item[key];
    if (operation === undefined) continue;
    const resource = api.resources.find((it) => it.id === where.resourceId);
    if (resource === undefined) throw importError(`Unable to find the resource of ${where.path}`);
    const imported = importMethod(input, api, {
      operation: nodeAt(operation, `paths.${where.path}.${key}`),
      pathItem: where.item,
      httpMethod,
      resource,
    });
    api = withMethod(imported.api, resource, imported.method);
  }
  return api;
}

/** The resource of a path; parents are made on the way. */
function placeResource(
  input: PathImport,
  start: RestApi,
  path: string,
): { readonly api: RestApi; readonly resource: Resource } {
  let api = start;
  let resource = api.resources.find((it) => it.id === api.rootResourceId);
  if (resource === undefined) throw importError("The API has no root resource");
  for (const pathPart of path.split("/").filter((part) => part !== "")) {
    const parentId: string = resource.id;
    const known = api.resources.find((it) => it.parentId === parentId && it.pathPart === pathPart);
    if (known !== undefined) {
      resource = known;
      continue;
    }
    const added = addResource(api, { parentId, pathPart }, input.control.randomness);
    resource = keptId(input.before, added.resource);
    api = withResource(
      { ...added.api, resources: added.api.resources.filter((it) => it.id !== added.resource.id) },
      resource,
    );
  }
  return { api, resource };
}

function keptId(before: RestApi, resource: Resource): Resource {
  const known = before.resources.find((it) => it.path === resource.path);
  return known === undefined ? resource : { ...resource, id: known.id };
}
