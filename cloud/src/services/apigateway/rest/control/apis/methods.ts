import { unsupported } from "../../../../../core/errors.ts";
import { CALLER_CREDENTIALS } from "../../constants.ts";
import { badRequest, invalidAuthorizerId, invalidHttpMethod, methodNotFound } from "../model/errors.ts";
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
  assertSigned(method);
  assertParameters(method);
  assertModelNames(api, Object.values(method.requestModels ?? {}));
  for (const { responseModels } of Object.values(method.methodResponses)) {
    assertModelNames(api, Object.values(responseModels ?? {}));
  }
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

/** APIGW-20: where nobody signs, there are no credentials of a caller to call with. */
export function assertSigned({ authorizationType, integration }: Method): void {
  if (integration?.credentials !== CALLER_CREDENTIALS || authorizationType === "AWS_IAM") return;
  throw unsupported(
    `The integration credentials ${CALLER_CREDENTIALS} of a method with the authorization type ${authorizationType} (only AWS_IAM)`,
  );
}

/** The model that every new API has stays a name after an import took the model away. */
const ALWAYS_KNOWN = "Empty";

export function assertModelNames(api: RestApi, names: readonly string[]): void {
  for (const name of names) {
    if (name === ALWAYS_KNOWN || api.models.some((it) => it.name === name)) continue;
    throw badRequest(`Invalid model identifier specified: ${name}`);
  }
}

function assertParameters(method: Method): void {
  const parameters = Object.keys(method.requestParameters ?? {});
  if (new Set(parameters.map((it) => it.slice(it.lastIndexOf(".") + 1))).size < parameters.length) {
    throw badRequest("Parameter names must be unique across querystring, header and path");
  }
  for (const name of parameters) {
    if (!PARAMETER.test(name)) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${name}]`,
      );
    }
    if (name.startsWith("method.request.multivalue")) throw unsupported(`The request parameter ${name}`);
  }
}
