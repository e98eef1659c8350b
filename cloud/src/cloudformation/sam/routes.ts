import type { Value } from "../../core/ports/resource-provider.ts";
import { keyStepsOf, recordKeySteps } from "../edits/key-steps.ts";
import { isValueMap, member, type ValueMap } from "../template/value.ts";
import { type ApiKind, finishRoutes, implicitApi, withAttributes } from "./apis.ts";
import { type ApiDraft, type Draft, eventIds, functionsOf, type ServerlessResource } from "./draft.ts";
import { type ErrorCollector, invalidEvent, invalidResource } from "./errors.ts";
import { mapAt, presentAt, textAt } from "./expect.ts";
import { isTruthy } from "./python.ts";
import { ANY_METHOD, isOpenApi, isSwagger } from "./swagger/document.ts";
import { reserveRoute } from "./swagger/routes.ts";
import { when } from "./values.ts";

export interface RouteContext {
  readonly kind: ApiKind;
  readonly globals: ValueMap;
  readonly draft: Draft;
}

/**
 * Goes through the routes of all functions before anything is expanded: every event gets the API it
 * belongs to, every managed document its paths and methods, and the implicit API comes to be.
 */
export function prepareRoutes(context: RouteContext, errors: ErrorCollector): void {
  const { kind, globals, draft } = context;
  const given = draft.apis.get(kind.implicitId);
  const implicit = implicitApi(kind, globals);
  draft.apis.set(kind.implicitId, implicit);
  draft.resourceSteps.push({ kind: "add", names: [kind.implicitId] });
  const users = functionsOf(draft).filter((resource) => {
    let uses = false;
    errors.attempt(() => {
      uses = prepareFunction(resource, context);
    });
    return uses;
  });
  if (implicit.routeConditions.size > 0) {
    draft.apis.set(kind.implicitId, withAttributes(implicit, users, draft));
  } else if (given === undefined) {
    draft.apis.delete(kind.implicitId);
    if (member(draft.given, kind.implicitId) === undefined) {
      draft.resourceSteps.push({ kind: "remove", names: [kind.implicitId] });
    }
  } else draft.apis.set(kind.implicitId, given);
  for (const api of draft.apis.values()) if (api.body["Type"] === kind.type) finishRoutes(api);
}

/** Whether the function has a route of the implicit API. */
function prepareFunction(resource: ServerlessResource, context: RouteContext): boolean {
  const events = resource.properties["Events"];
  let usesImplicit = false;
  for (const [eventId, event] of isValueMap(events) ? ownEvents(events, context) : []) {
    if (!isTruthy(event["Properties"])) {
      if (context.kind.eventType === "Api") continue;
      event["Properties"] = {};
    }
    if (prepareEvent({ resource, eventId, event }, context)) usesImplicit = true;
  }
  return usesImplicit;
}

/** The events that are routes of this kind. The real transform takes them out and puts them back. */
function ownEvents(events: ValueMap, { kind, draft }: RouteContext): [string, ValueMap][] {
  const isOwn = (event: Value | undefined) => isValueMap(event) && event["Type"] === kind.eventType;
  const ids = eventIds(events, draft).filter((id) => isOwn(events[id]));
  const taken = draft.order.keysAfter([{ kind: "add", names: ids }]);
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

function prepareEvent({ resource, eventId, event }: RouteEvent, { kind, draft }: RouteContext): boolean {
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
  const apiId = textAt(apiReference(properties, kind), kind.reference, refuse);
  const path = textAt(properties["Path"], "Path", refuse);
  const method = textAt(properties["Method"], "Method", refuse);
  const api = draft.apis.get(apiId);
  assertApi({ api, apiId }, kind, { draft, refuse });
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

function isEditable({ document }: ApiDraft, { eventType }: ApiKind): boolean {
  return eventType === "Api" ? isSwagger(document) : isOpenApi(document);
}

interface Found {
  readonly api: ApiDraft | undefined;
  readonly apiId: string;
}

interface Refusing {
  readonly draft: Draft;
  readonly refuse: (message: string) => Error;
}

function assertApi({ api, apiId }: Found, kind: ApiKind, { draft, refuse }: Refusing): void {
  const isThere = api !== undefined || isValueMap(member(draft.given, apiId));
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

function addRouteSettings(api: ApiDraft, { path, method, condition, settings }: RouteSettings): void {
  const route = method === ANY_METHOD ? path : `${method.toUpperCase()} ${path}`;
  const refuse = (message: string) => invalidResource(api.logicalId, message);
  const all = mapAt(api.properties["RouteSettings"] ?? {}, "RouteSettings", refuse);
  const known = isValueMap(all[route]) ? all[route] : {};
  const added = condition === undefined ? settings : when(condition, settings);
  api.properties["RouteSettings"] = { ...all, [route]: { ...known, ...added } };
}
