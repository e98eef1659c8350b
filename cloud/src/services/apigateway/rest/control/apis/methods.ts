import { unsupported } from "../../../../../core/errors.ts";
import { badRequest, invalidAuthorizerId, invalidHttpMethod, methodNotFound } from "../errors.ts";
import {
  HTTP_METHODS,
  type HttpMethod,
  type Method,
  type Resource,
  type RestApi,
} from "../model/rest-api.ts";
import { requireResource, withResource } from "./resources.ts";

const AUTHORIZATION_TYPES: ReadonlySet<string> = new Set(["NONE", "AWS_IAM", "COGNITO_USER_POOLS"]);
const PARAMETER =
  /^method\.request\.(?:querystring|header|path|multivaluequerystring|multivalueheader)\.[^\s]+$/;

export function parseHttpMethod(text: string): HttpMethod {
  const method = HTTP_METHODS.find((it) => it === text);
  if (method === undefined) throw invalidHttpMethod();
  return method;
}

/** @throws NotFoundException */
export function requireMethod(api: RestApi, where: { resourceId: string; httpMethod: string }): Method {
  const { methods } = requireResource(api, where.resourceId);
  const method = HTTP_METHODS.find((it) => it === where.httpMethod);
  const found = method === undefined ? undefined : methods[method];
  if (found === undefined) throw methodNotFound();
  return found;
}

/** The API with this method on that resource, after the rules of PutMethod. */
export function withMethod(api: RestApi, resource: Resource, method: Method): RestApi {
  assertAuthorization(api, method);
  assertParameters(method);
  if (method.apiKeyRequired)
    throw unsupported("apiKeyRequired (API keys and usage plans) of REST API methods");
  const { requestValidatorId } = method;
  if (requestValidatorId !== undefined && !api.requestValidators.some((it) => it.id === requestValidatorId)) {
    throw badRequest("Invalid Request Validator identifier specified");
  }
  return withResource(api, { ...resource, methods: { ...resource.methods, [method.httpMethod]: method } });
}

export function withoutMethod(api: RestApi, where: { resourceId: string; httpMethod: string }): RestApi {
  requireMethod(api, where);
  const resource = requireResource(api, where.resourceId);
  const { [where.httpMethod as HttpMethod]: _, ...methods } = resource.methods;
  return withResource(api, { ...resource, methods });
}

function assertAuthorization(api: RestApi, method: Method): void {
  const { authorizationType, authorizerId } = method;
  if (authorizationType === "CUSTOM") throw unsupported("The authorization type CUSTOM (Lambda authorizers)");
  if (!AUTHORIZATION_TYPES.has(authorizationType)) {
    throw badRequest(
      "Invalid authorization type specified. Valid options are NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS",
    );
  }
  if (authorizationType !== "COGNITO_USER_POOLS") return;
  if (!api.authorizers.some((it) => it.id === authorizerId)) throw invalidAuthorizerId();
}

function assertParameters(method: Method): void {
  for (const name of Object.keys(method.requestParameters ?? {})) {
    if (!PARAMETER.test(name)) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${name}]`,
      );
    }
    if (name.startsWith("method.request.multivalue")) throw unsupported(`The request parameter ${name}`);
  }
}
