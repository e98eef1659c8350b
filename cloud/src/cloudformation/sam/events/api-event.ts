import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { IMPLICIT_API } from "../draft.ts";
import { invalidEvent, notSupportedHere } from "../errors.ts";
import { addPermission } from "../function-target.ts";
import { normalMethod } from "../swagger/paths.ts";
import { addRoute } from "../swagger/routes.ts";
import { idPart } from "../version-alias.ts";
import type { EventOptions } from "./event-options.ts";

const KNOWN = new Set(["Auth", "Method", "Path", "RequestModel", "RequestParameters", "RestApiId"]);

/** A route of a REST API: integration in its document and permission for API Gateway to invoke. */
export function expandApiEvent(options: EventOptions): void {
  const { target, eventId, properties, draft } = options;
  const unknown = Object.keys(properties).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    throw notSupportedHere(target.logicalId, `Event with id [${eventId}]: the property ${unknown}`);
  }
  const path = text(options, "Path");
  const method = text(options, "Method");
  const apiId = apiIdOf(properties);
  const api = apiId === undefined ? undefined : draft.apis.get(apiId);
  const stage = api?.properties["StageName"];
  const suffix = api === undefined ? "AllStages" : typeof stage === "string" ? idPart(stage) : "Stage";
  addPermission(target, draft, {
    logicalId: `${target.logicalId}${eventId}Permission${suffix}`,
    principal: "apigateway.amazonaws.com",
    sourceArn: sourceArn(properties["RestApiId"] ?? { Ref: IMPLICIT_API }, method, path),
  });
  if (api?.managed === true) addRoute(api, { ...options, path, method: normalMethod(method) });
}

/** Logical id of the API of the same template; undefined when the event names another one. */
export function apiIdOf(properties: ValueMap): string | undefined {
  const reference = member(properties, "RestApiId");
  if (reference === undefined) return IMPLICIT_API;
  if (typeof reference === "string") return reference;
  const ref = isValueMap(reference) ? member(reference, "Ref") : undefined;
  return typeof ref === "string" ? ref : undefined;
}

function text({ target, eventId, properties }: EventOptions, name: string): string {
  const value = properties[name];
  if (typeof value === "string") return value;
  throw invalidEvent(target.logicalId, eventId, `Event is missing key '${name}'.`);
}

/** Variables and greedy parts of the path become `*`, the trailing slash goes. */
function sourceArn(restApiId: Value, method: string, path: string): Value {
  const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  const pattern = trimmed.replace(/\{[^}]*\}/g, "*");
  const verb = method.toLowerCase() === "any" ? "*" : method.toUpperCase();
  const arn = `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${verb}${pattern}`;
  return { "Fn::Sub": [arn, { __ApiId__: restApiId, __Stage__: "*" }] };
}
