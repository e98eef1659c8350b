import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import type { ApiDraft } from "../draft.ts";
import { invalidEvent, notSupportedHere } from "../errors.ts";
import { methodSecurity } from "./authorizers.ts";
import { INTEGRATION, pathsOf, type RouteOptions } from "./paths.ts";
import { addRequestModel, addRequestParameters } from "./request-models.ts";

/** Adds a Lambda proxy route with what the event says about authorization and the request. */
export function addRoute(api: ApiDraft, options: RouteOptions): void {
  const { target, eventId, path, method, properties } = options;
  const paths = pathsOf(api.document);
  const known = Object.hasOwn(paths, path) ? paths[path] : undefined;
  const item: ValueMap = isValueMap(known) ? known : {};
  if (Object.hasOwn(item, method)) {
    throw invalidEvent(
      target.logicalId,
      eventId,
      `API method "${method}" defined multiple times for path "${path}".`,
    );
  }
  const condition = target.body["Condition"];
  const operation: ValueMap = { [INTEGRATION]: integration(target.arnVariable, condition), responses: {} };
  const auth = properties["Auth"];
  if (isValueMap(auth)) {
    const security = methodSecurity(api, auth, options);
    if (security !== undefined) operation["security"] = security;
  } else if (auth !== undefined) {
    throw notSupportedHere(target.logicalId, `Event with id [${eventId}]: this form of Auth`);
  }
  addRequestModel(api, operation, options);
  addRequestParameters(operation, options);
  item[method] = operation;
  paths[path] = item;
  if (typeof condition === "string") api.routeConditions.set(`${method} ${path}`, condition);
}

function integration(arnVariable: string, condition: Value | undefined): ValueMap {
  const uri: Value = {
    "Fn::Sub": `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${arnVariable}}/invocations`,
  };
  return {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: typeof condition === "string" ? { "Fn::If": [condition, uri, { Ref: "AWS::NoValue" }] } : uri,
  };
}
