import type { Value } from "../../../core/ports/resource-provider.ts";
import { keyStepsOf, recordKeySteps } from "../../edits/key-steps.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { type ErrorCollector, invalidEvent, invalidResource } from "../expansion/errors.ts";
import {
  type ExpandedApi,
  type ExpansionContext,
  eventIds,
  functionsOf,
  type ServerlessResource,
} from "../expansion/expansion-context.ts";
import { mapAt, presentAt, stringAt } from "../expansion/expect.ts";
import { isTruthy } from "../expansion/python.ts";
import { when } from "../expansion/values.ts";
import { ANY_METHOD, isOpenApi, isSwagger } from "../swagger/document.ts";
import { reserveRoute } from "../swagger/routes.ts";
import { type ApiKind, finishRoutes, implicitApi, withAttributes } from "./apis.ts";

export interface RoutePreparation {
  readonly kind: ApiKind;
  readonly globals: ValueMap;
  readonly context: ExpansionContext;
}

/**
 * Goes through the routes of all functions before anything is expanded: every event gets the API it
 * belongs to, every managed document its paths and methods, and the implicit API comes to be.
 */
export function prepareRoutes(preparation: RoutePreparation, errors: ErrorCollector): void {
  const { kind, globals, context } = preparation;
  const given = context.apis.get(kind.implicitId);
  const implicit = implicitApi(kind, globals);
  context.apis.set(kind.implicitId, implicit);
  context.resourceSteps.push({ kind: "add", names: [kind.implicitId] });
  const users = functionsOf(context).filter((resource) => {
    let uses = false;
    errors.attempt(() => {
      uses = prepareFunction(resource, preparation);
    });
    return uses;
  });
  if (implicit.routeConditions.size > 0) {
    context.apis.set(kind.implicitId, withAttributes(implicit, users, context));
  } else if (given === undefined) {
    context.apis.delete(kind.implicitId);
    if (member(context.given, kind.implicitId) === undefined) {
      context.resourceSteps.push({ kind: "remove", names: [kind.implicitId] });
    }
  } else context.apis.set(kind.implicitId, given);
  for (const api of context.apis.values()) if (api.body["Type"] === kind.type) finishRoutes(api);
}

/** Whether the function has a route of the implicit API. */
function prepareFunction(resource: ServerlessResource, preparation: RoutePreparation): boolean {
  const events = resource.properties["Events"];
  let usesImplicit = false;
  for (const [eventId, event] of isValueMap(events) ? ownEvents(events, preparation) : []) {
    if (!isTruthy(event["Properties"])) {
      if (preparation.kind.eventType === "Api") continue;
      event["Properties"] = {};
    }
    if (prepareEvent({ resource, eventId, event }, preparation)) usesImplicit = true;
  }
  return usesImplicit;
}

/** The events that are routes of this kind. The real transform takes them out and puts them back. */
function ownEvents(events: ValueMap, { kind, context }: RoutePreparation): [string, ValueMap][] {
  const isOwn = (event: Value | undefined) => isValueMap(event) && event["Type"] === kind.eventType;
  const ids = eventIds(events, context).filter((id) => isOwn(events[id]));
  const taken = context.order.keysAfter([{ kind: "add", names: ids }]);
  recordKeySteps(events, [...keyStepsOf(events), { kind: "update", names: taken }]);
  return taken.flatMap((id) => {
    const event = events[id];
    return isValueMap(event) ? [[id, event]] : [];
  });
}

interface RouteEvent {
  readonly resource: ServerlessResource;
  readonly eventId: string;
  readonly event: ValueMap;
}

function prepareEvent(
  { resource, eventId, event }: RouteEvent,
  { kind, context }: RoutePreparation,
): boolean {
  const { logicalId, body } = resource;
  const refuse = (message: string) => invalidEvent(logicalId, eventId, message);
  const properties = event["Properties"];
  if (!isValueMap(properties)) throw refuse("Properties should be a map.");
  const isOwn = !Object.hasOwn(properties, kind.reference);
  if (isOwn) properties[kind.reference] = { Ref: kind.implicitId };
  if (kind.eventType === "HttpApi" && !isTruthy(properties["Path"]) && !isTruthy(properties["Method"])) {
    properties["Path"] = "$default";
    properties["Method"] = ANY_METHOD;
  }
  presentAt(properties["Path"], "Path", refuse);
  presentAt(properties["Method"], "Method", refuse);
  const apiId = stringAt(apiReference(properties, kind), kind.reference, refuse);
  const path = stringAt(properties["Path"], "Path", refuse);
  const method = stringAt(properties["Method"], "Method", refuse);
  const api = context.apis.get(apiId);
  assertApi({ api, apiId }, kind, { context, refuse });
  const condition = typeof body["Condition"] === "string" ? body["Condition"] : undefined;
  if (api?.managed === true && isEditable(api, kind)) reserveRoute(api, { path, method }, condition);
  if (kind.eventType === "HttpApi" && api !== undefined && properties["RouteSettings"] !== undefined) {
    addRouteSettings(api, {
      path,
      method,
      condition,
      settings: mapAt(properties["RouteSettings"], "RouteSettings", refuse),
    });
  }
  return isOwn;
}

/** The name of the API, or what stands in its place. */
export function apiReference(
  properties: ValueMap,
  { reference }: Pick<ApiKind, "reference">,
): ValueMap[string] | undefined {
  const given = properties[reference];
  return isValueMap(given) ? (member(given, "Ref") ?? given) : given;
}

function isEditable({ document }: ExpandedApi, { eventType }: ApiKind): boolean {
  return eventType === "Api" ? isSwagger(document) : isOpenApi(document);
}

interface Found {
  readonly api: ExpandedApi | undefined;
  readonly apiId: string;
}

interface Refusing {
  readonly context: ExpansionContext;
  readonly refuse: (message: string) => Error;
}

function assertApi({ api, apiId }: Found, kind: ApiKind, { context, refuse }: Refusing): void {
  const isThere = api !== undefined || isValueMap(member(context.given, apiId));
  const isHttp = api?.body["Type"] === "AWS::Serverless::HttpApi";
  if (isThere && !(isHttp && kind.eventType === "Api")) return;
  throw refuse(`${kind.reference} must be a valid reference to an '${kind.type}' resource in same template.`);
}

interface RouteSettings {
  readonly path: string;
  readonly method: string;
  readonly condition: string | undefined;
  readonly settings: ValueMap;
}

function addRouteSettings(api: ExpandedApi, { path, method, condition, settings }: RouteSettings): void {
  const route = method === ANY_METHOD ? path : `${method.toUpperCase()} ${path}`;
  const refuse = (message: string) => invalidResource(api.logicalId, message);
  const all = mapAt(api.properties["RouteSettings"] ?? {}, "RouteSettings", refuse);
  const given = isValueMap(all[route]) ? all[route] : {};
  // A call of a function takes the place of what Globals say, and is not merged with it.
  const known = condition === undefined || hasOwnSettings(api, route) ? given : {};
  const added = condition === undefined ? settings : when(condition, settings);
  api.properties["RouteSettings"] = { ...all, [route]: { ...known, ...added } };
}

function hasOwnSettings({ body }: ExpandedApi, route: string): boolean {
  const settings = isValueMap(body["Properties"]) ? body["Properties"]["RouteSettings"] : undefined;
  return isValueMap(settings) && isTruthy(settings[route]);
}
