import type { Randomness } from "../../../../../core/randomness.ts";
import { RESOURCES_LIMIT } from "../../constants.ts";
import { badRequest, conflict, limitExceeded, resourceNotFound } from "../model/errors.ts";
import { newPartId } from "../model/ids.ts";
import type { Resource, RestApi } from "../model/rest-api.ts";
import { upsert } from "./lists.ts";

const PLAIN = /^[a-zA-Z0-9._\-:]+$/;
const VARIABLE = /^\{[a-zA-Z0-9._\-:]+\+?\}$/;

/** @throws NotFoundException */
export function requireResource(api: RestApi, id: string): Resource {
  const resource = api.resources.find((it) => it.id === id);
  if (resource === undefined) throw resourceNotFound();
  return resource;
}

export function withResource(api: RestApi, resource: Resource): RestApi {
  return { ...api, resources: upsert(api.resources, resource, (it) => it.id === resource.id) };
}

/** Adds one path part under a parent. */
export function addResource(
  api: RestApi,
  where: { readonly parentId: string; readonly pathPart: string },
  randomness: Randomness,
): { readonly api: RestApi; readonly resource: Resource } {
  const parent = requireResource(api, where.parentId);
  assertPathPart(where.pathPart);
  assertSiblings(api, parent, where.pathPart);
  if (api.resources.length >= RESOURCES_LIMIT) throw limitExceeded("Maximum number of Resources reached");
  const resource: Resource = {
    id: newPartId(randomness),
    parentId: parent.id,
    pathPart: where.pathPart,
    path: parent.path === "/" ? `/${where.pathPart}` : `${parent.path}/${where.pathPart}`,
    methods: {},
  };
  return { api: withResource(api, resource), resource };
}

/** Takes a resource and everything below it away. */
export function removeResource(api: RestApi, id: string): RestApi {
  const resource = requireResource(api, id);
  if (resource.id === api.rootResourceId) throw badRequest("Cannot delete the root resource");
  const below = `${resource.path}/`;
  return {
    ...api,
    resources: api.resources.filter((it) => it.id !== id && !it.path.startsWith(below)),
  };
}

function assertPathPart(part: string): void {
  if (PLAIN.test(part) || VARIABLE.test(part)) return;
  throw badRequest(
    "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
  );
}

function assertSiblings(api: RestApi, parent: Resource, part: string): void {
  if (parent.pathPart?.endsWith("+}") === true) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  }
  const siblings = api.resources.filter((it) => it.parentId === parent.id);
  if (siblings.some((it) => it.pathPart === part)) {
    throw conflict(`Another resource with the same parent already has this name: ${part}`);
  }
  const variable = VARIABLE.test(part)
    ? siblings.find((it) => it.pathPart !== undefined && VARIABLE.test(it.pathPart))
    : undefined;
  if (variable !== undefined) {
    throw badRequest(
      `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
}
