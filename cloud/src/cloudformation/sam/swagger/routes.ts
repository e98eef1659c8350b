import type { Value } from "../../../core/ports/resource-provider.ts";
import type { DocumentEdits } from "../../edits/document-edits.ts";
import { written } from "../../edits/provenance.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { invalidEvent } from "../expansion/errors.ts";
import type { ExpandedApi } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { when } from "../expansion/values.ts";
import { ANY_METHOD, INTEGRATION, normalMethod, pathsOf } from "./document.ts";
import { addCredentials, addMethodAuth } from "./method-auth.ts";
import { addRequestModel, addRequestParameters } from "./request-models.ts";
import type { RouteOptions } from "./route-options.ts";

interface RouteKey {
  readonly path: string;
  readonly method: string;
}

/** Makes room for a route before any of them is filled, and remembers under what condition it exists. */
export function reserveRoute(api: ExpandedApi, route: RouteKey, condition: string | undefined): void {
  const { document, edits, routeConditions } = api;
  if (document === undefined) return;
  const { path } = route;
  const method = normalMethod(route.method);
  edits.step(() => reserve(edits, pathsOf(document), { path, method }));
  routeConditions.set(`${method} ${path}`, condition);
}

/** Paths and methods bear the names that the events gave them, but for API Gateway's name of all methods. */
function reserve(edits: DocumentEdits, paths: ValueMap, { path, method }: RouteKey): void {
  const known = member(paths, path);
  const item = isValueMap(known) ? known : {};
  edits.set(paths, path, item);
  const operation = member(item, method) ?? written({});
  if (method === ANY_METHOD) edits.setWritten(item, method, operation);
  else edits.set(item, method, operation);
}

/** The operation of a route with its integration. A route that has one already is refused. */
export function integrate(options: RouteOptions, integration: ValueMap, quote: string): ValueMap {
  const { target, eventId, document, path, method } = options;
  const { edits } = options.api;
  const operation = edits.section(edits.section(pathsOf(document), path), normalMethod(method));
  if (operation[INTEGRATION] !== undefined) {
    throw invalidEvent(
      target.logicalId,
      eventId,
      `API method ${quote}${method}${quote} defined multiple times for path ${quote}${path}${quote}.`,
    );
  }
  edits.set(operation, INTEGRATION, integration);
  if (operation["responses"] === undefined || operation["responses"] === null) {
    edits.set(operation, "responses", written({}));
  }
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
  const uri: Value = written({ "Fn::Sub": arn }, target.id === target.logicalId ? ["Fn::Sub"] : []);
  const condition = target.body["Condition"];
  return condition === undefined ? uri : when(condition, uri);
}

/** Adds a Lambda proxy route with what the event says about authorization and the request. */
export function addRoute(options: RouteOptions): void {
  options.api.edits.step(() => writeRoute(options));
}

/** The same, in a step that is open already. */
export function writeRoute(options: RouteOptions): void {
  const { api, properties } = options;
  const streamed = properties["ResponseTransferMode"] === "RESPONSE_STREAM";
  const integration: ValueMap = written({
    type: "aws_proxy",
    httpMethod: "POST",
    uri: integrationUri(options, "aws", streamed),
    ...(streamed ? { responseTransferMode: "STREAM" } : {}),
  });
  addCredentials(options, integration);
  const operation = integrate(options, integration, '"');
  if (isValueMap(properties["Auth"]) && isTruthy(properties["Auth"])) {
    addMethodAuth(options, () => [operation], properties["Auth"]);
  }
  if (isTruthy(properties["TimeoutInMillis"])) {
    api.edits.set(integration, "timeoutInMillis", properties["TimeoutInMillis"]);
  }
  addRequestModel(options, operation);
  addRequestParameters(options, operation);
}
