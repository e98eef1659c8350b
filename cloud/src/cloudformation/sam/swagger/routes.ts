import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import type { ApiDraft } from "../draft.ts";
import { invalidEvent } from "../errors.ts";
import type { EventOptions } from "../events/event-options.ts";
import { isTruthy } from "../python.ts";
import { when } from "../values.ts";
import { INTEGRATION, normalMethod, pathsOf, section } from "./document.ts";
import { addMethodAuth, integrationCredentials } from "./method-auth.ts";
import { addRequestModel, addRequestParameters } from "./request-models.ts";

/** One event as a route of a document. */
export interface RouteOptions extends EventOptions {
  readonly api: ApiDraft;
  readonly document: ValueMap;
  readonly path: string;
  /** As the event has it, in lower case. */
  readonly method: string;
}

/** Makes room for a route before any of them is filled, and remembers under what condition it exists. */
export function reserveRoute(
  api: ApiDraft,
  route: { readonly path: string; readonly method: string },
  condition: string | undefined,
): void {
  if (api.document === undefined) return;
  const method = normalMethod(route.method);
  section(section(pathsOf(api.document), route.path), method);
  api.routeConditions.set(`${method} ${route.path}`, condition);
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
  operation["responses"] ??= {};
  return operation;
}

/** The URI that invokes the function, only while the function exists. */
export function integrationUri(options: RouteOptions, partition: string, streamed: boolean): Value {
  const { target } = options;
  const [version, end] = streamed
    ? ["2021-11-15", "response-streaming-invocations"]
    : ["2015-03-31", "invocations"];
  const uri: Value = {
    "Fn::Sub": `arn:${partition}:apigateway:\${AWS::Region}:lambda:path/${version}/functions/\${${target.arnVariable}}/${end}`,
  };
  const condition = target.body["Condition"];
  return condition === undefined ? uri : when(condition, uri);
}

/** Adds a Lambda proxy route with what the event says about authorization and the request. */
export function addRoute(options: RouteOptions): void {
  const { properties } = options;
  const streamed = properties["ResponseTransferMode"] === "RESPONSE_STREAM";
  const integration: ValueMap = {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: integrationUri(options, "aws", streamed),
    ...(streamed ? { responseTransferMode: "STREAM" } : {}),
    ...integrationCredentials(options),
  };
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
