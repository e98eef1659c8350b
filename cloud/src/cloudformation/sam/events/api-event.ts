import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { apiReference } from "../apis/routes.ts";
import { invalidEvent, invalidResource } from "../expansion/errors.ts";
import type { ExpansionContext } from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { assertSwagger, pathPattern } from "../swagger/document.ts";
import { mergeRoute } from "../swagger/merge.ts";
import { overrideAuth } from "../swagger/method-auth.ts";
import { addRoute } from "../swagger/routes.ts";
import type { EventOptions, EventSource, GivenEvent } from "../targets/event-options.ts";
import { addPermission } from "../targets/function-target.ts";

/** A route of a REST API: integration in its document and permission for API Gateway to invoke. */
export const API_EVENT: EventSource = {
  link: (event, context) => {
    stageSuffix(event, context);
  },
  expand,
};

function apiIdOf(properties: ValueMap): Value | undefined {
  return apiReference(properties, { reference: "RestApiId" });
}

/** What permissions of the API's routes end in: the name of its stage. */
function stageSuffix({ functionId, eventId, properties }: GivenEvent, context: ExpansionContext): string {
  const apiId = apiIdOf(properties);
  if (typeof apiId !== "string") return "AllStages";
  const given = context.apis.get(apiId)?.properties ?? givenProperties(context, apiId);
  if (given === undefined) {
    throw invalidEvent(
      functionId,
      eventId,
      "RestApiId property of Api event must reference a valid resource in the same template.",
    );
  }
  const stage = given["StageName"];
  if (stage === "") throw invalidResource(apiId, "StageName cannot be empty.");
  return typeof stage === "string" ? stage : "Stage";
}

function givenProperties({ given }: ExpansionContext, apiId: string): ValueMap | undefined {
  const resource = member(given, apiId);
  if (!isValueMap(resource)) return undefined;
  return isValueMap(resource["Properties"]) ? resource["Properties"] : {};
}

function expand(options: EventOptions): void {
  const { target, properties, context } = options;
  const path = String(properties["Path"]);
  const method = String(properties["Method"]).toLowerCase();
  addPermission(target, context, {
    prefix: options.id,
    suffix: stageSuffix(options, context),
    principal: "apigateway.amazonaws.com",
    sourceArn: sourceArn(properties["RestApiId"] ?? null, method, path),
  });
  const apiId = apiIdOf(properties);
  const api = typeof apiId === "string" ? context.apis.get(apiId) : undefined;
  if (api?.document === undefined) return;
  const route = { ...options, api, document: api.document, path, method };
  if (isTruthy(api.properties["MergeDefinitions"])) mergeRoute(route);
  else if (api.managed) addRoute(route);
  const auth = properties["Auth"];
  // Of a document that the template brings along, what an event says of authorization counts only so.
  if (!isValueMap(auth) || !isTruthy(auth["OverrideApiAuth"]) || !isTruthy(api.document)) return;
  assertSwagger(api.document);
  overrideAuth(route, auth);
}

/** Variables and greedy parts of the path become `*`, the trailing slash goes. */
function sourceArn(restApiId: Value, method: string, path: string): Value {
  const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  const verb = method === "any" ? "*" : method.toUpperCase();
  const arn = `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${verb}${pathPattern(trimmed)}`;
  return { "Fn::Sub": [arn, { __ApiId__: restApiId, __Stage__: "*" }] };
}
