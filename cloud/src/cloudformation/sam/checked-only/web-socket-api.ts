import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { type InvalidServerless, invalidResource } from "../expansion/errors.ts";
import type { ExpansionContext, ServerlessResource } from "../expansion/expansion-context.ts";
import { resolveParameterRefs } from "../expansion/parameter-refs.ts";
import type { PropertyRules } from "../expansion/property-rules.ts";
import { isTruthy } from "../expansion/python.ts";
import { isIntrinsic } from "../expansion/values.ts";
import { addHttpDomain } from "../http/http-domain.ts";

const text = { required: false, intrinsics: true, shape: "string" } as const;
const map = { required: false, intrinsics: true, shape: "map" } as const;
const flag = { required: false, intrinsics: true, shape: "boolean" } as const;

/** In the order in which the real transform looks at them. */
export const WEB_SOCKET_PROPERTIES: PropertyRules = {
  ApiKeySelectionExpression: text,
  AccessLogSettings: map,
  Auth: map,
  DefaultRouteSettings: map,
  Description: text,
  DisableExecuteApiEndpoint: flag,
  Domain: map,
  DisableSchemaValidation: flag,
  FailOnWarnings: flag,
  IpAddressType: text,
  Name: text,
  PropagateTags: flag,
  Routes: { ...map, required: true },
  RouteSettings: map,
  RouteSelectionExpression: { ...text, required: true },
  StageName: { required: false, intrinsics: true, shape: { oneOf: ["string", "map"] } },
  StageVariables: map,
  Tags: map,
};

const SPECIAL_ROUTES = ["$connect", "$disconnect", "$default"];
const ADDRESS_TYPES: readonly Value[] = ["ipv4", "dualstack"];
const AUTH_TYPES = ["NONE", "AWS_IAM", "CUSTOM"];

type Refuse = (message: string) => InvalidServerless;

/** What the real transform refuses of an AWS::Serverless::WebSocketApi, first things first. */
export function checkWebSocketApi(api: ServerlessResource, context: ExpansionContext): void {
  const refuse = (message: string) => invalidResource(api.logicalId, message);
  const resolved = (name: string) => resolveParameterRefs(api.properties[name] ?? null, context.parameters);
  const [auth, domain, routes] = [resolved("Auth"), resolved("Domain"), resolved("Routes")];
  checkApi(api, { domain, routes }, refuse);
  const routeKeys = isValueMap(routes) ? Object.keys(routes) : [];
  if (isTruthy(auth) && !routeKeys.includes("$connect")) {
    throw refuse("Authorization is only available if there is a $connect route.");
  }
  addHttpDomain(api, scratchOf(context), undefined);
  if (api.properties["StageName"] === "$default") {
    throw refuse("Stages cannot be named $default for WebSocket APIs.");
  }
  for (const [key, route] of Object.entries(isValueMap(routes) ? routes : {})) {
    checkRoute({ key, route, auth }, refuse);
  }
}

function checkApi(
  { properties }: ServerlessResource,
  { domain, routes }: { readonly domain: Value; readonly routes: Value },
  refuse: Refuse,
): void {
  if (!isTruthy(routes)) throw refuse("WebSocket API must have at least one route.");
  const addressType = properties["IpAddressType"];
  if (addressType !== undefined && !isIntrinsic(addressType) && !ADDRESS_TYPES.includes(addressType)) {
    throw refuse("IpAddressType must be 'ipv4' or 'dualstack'.");
  }
  if (isValueMap(domain) && isTruthy(domain["MutualTlsAuthentication"])) {
    throw refuse("Mutual TLS domain name association is not supported for Websocket APIs.");
  }
}

interface Route {
  readonly key: string;
  readonly route: Value;
  readonly auth: Value;
}

function checkRoute({ key, route, auth }: Route, refuse: Refuse): void {
  if (!SPECIAL_ROUTES.includes(key) && !/^[\p{L}\p{N}]+$/u.test(key)) {
    throw refuse(
      `Route key '${key}' must be alphanumeric. Only $connect, $disconnect, and $default special routes are supported.`,
    );
  }
  // The real transform breaks down over a route that is no map: it has no words for it.
  if (!isValueMap(route)) return;
  if (isTruthy(route["RequestParameters"]) && key !== "$connect") {
    throw refuse("Request parameters are only supported for the $connect route in WebSocket APIs.");
  }
  if (isValueMap(auth) && isTruthy(auth)) checkAuth(auth, refuse);
  if (!Object.hasOwn(route, "FunctionArn")) throw refuse("Route must have associated function.");
}

function checkAuth(auth: ValueMap, refuse: Refuse): void {
  const given = auth["AuthType"];
  if (!isTruthy(given)) throw refuse("AuthType must be specified for additional auth configurations.");
  if (typeof given !== "string") return;
  const type = given.toUpperCase();
  if (!AUTH_TYPES.includes(type)) throw refuse("AuthType is not one of AWS_IAM, CUSTOM or NONE.");
  if (type === "CUSTOM") {
    if (!isTruthy(auth["AuthArn"])) throw refuse("AuthArn must be specified if AuthType is CUSTOM.");
    return;
  }
  if (Object.keys(auth).length > 1) {
    throw refuse(`No additional configurations supported for AuthType ${type}.`);
  }
}

/** For checks that would write: what is written is not kept. */
function scratchOf(context: ExpansionContext): ExpansionContext {
  return {
    ...context,
    resources: new Map(context.resources),
    aliases: new Map(context.aliases),
    generatedFor: new Map(),
    recordSets: new Map(),
  };
}
