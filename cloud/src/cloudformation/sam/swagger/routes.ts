import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member, setMember, type ValueMap } from "../../template/value.ts";
import type { ApiDraft } from "../draft.ts";
import { invalidEvent } from "../errors.ts";
import { isTruthy } from "../python.ts";
import { made, setMade } from "../python-print/origins.ts";
import { when } from "../values.ts";
import { ANY_METHOD, INTEGRATION, normalMethod, pathsOf, section } from "./document.ts";
import { addCredentials, addMethodAuth } from "./method-auth.ts";
import { addRequestModel, addRequestParameters } from "./request-models.ts";
import type { RouteOptions } from "./route-options.ts";

/** Makes room for a route before any of them is filled, and remembers under what condition it exists. */
export function reserveRoute(
  api: ApiDraft,
  route: { readonly path: string; readonly method: string },
  condition: string | undefined,
): void {
  const { document, history, routeConditions } = api;
  if (document === undefined) return;
  const { path } = route;
  const method = normalMethod(route.method);
  history.editRoute(document, { path, method }, () => reserve(pathsOf(document), path, method));
  routeConditions.set(`${method} ${path}`, condition);
}

/** Paths and methods bear the names that the events gave them, but for API Gateway's name of all methods. */
function reserve(paths: ValueMap, path: string, method: string): void {
  const known = member(paths, path);
  const item = isValueMap(known) ? known : {};
  setMember(paths, path, item);
  const operation = member(item, method) ?? made({});
  if (method === ANY_METHOD) setMade(item, method, operation);
  else setMember(item, method, operation);
}

/** The operation of a route with its integration. A route that has one already is refused. */
export function integrate(options: RouteOptions, integration: ValueMap, quote: string): ValueMap {
  const { target, eventId, document, path, method } = options;
  const operation = section(section(pathsOf(document), path), normalMethod(method));
  if (operation[INTEGRATION] !== undefined) {
    throw invalidEvent(
      target.logicalId,
      eventId,
      `API method ${quote}${method}${quote} defined multiple times for path ${quote}${path}${quote}.`,
    );
  }
  operation[INTEGRATION] = integration;
  operation["responses"] ??= made({});
  return operation;
}

/** The URI that invokes the function, only while the function exists. */
export function integrationUri(options: RouteOptions, partition: string, streamed: boolean): Value {
  const { target } = options;
  const [version, end] = streamed
    ? ["2021-11-15", "response-streaming-invocations"]
    : ["2015-03-31", "invocations"];
  const arn = `arn:${partition}:apigateway:\${AWS::Region}:lambda:path/${version}/functions/\${${target.arnVariable}}/${end}`;
  // The id of a function is the template's, that of an alias is not.
  const uri: Value = made({ "Fn::Sub": arn }, target.id === target.logicalId ? ["Fn::Sub"] : []);
  const condition = target.body["Condition"];
  return condition === undefined ? uri : when(condition, uri);
}

/** Adds a Lambda proxy route with what the event says about authorization and the request. */
export function addRoute(options: RouteOptions): void {
  const { api, document, path } = options;
  api.history.editRoute(document, { path, method: normalMethod(options.method) }, () => writeRoute(options));
}

function writeRoute(options: RouteOptions): void {
  const { properties } = options;
  const streamed = properties["ResponseTransferMode"] === "RESPONSE_STREAM";
  const integration: ValueMap = made({
    type: "aws_proxy",
    httpMethod: "POST",
    uri: integrationUri(options, "aws", streamed),
    ...(streamed ? { responseTransferMode: "STREAM" } : {}),
  });
  addCredentials(options, integration);
  const operation = integrate(options, integration, '"');
  if (isValueMap(properties["Auth"]) && isTruthy(properties["Auth"])) {
    addMethodAuth(options, operation, properties["Auth"]);
  }
  if (isTruthy(properties["TimeoutInMillis"])) {
    integration["timeoutInMillis"] = properties["TimeoutInMillis"];
  }
  addRequestModel(options, operation);
  addRequestParameters(options, operation);
}
