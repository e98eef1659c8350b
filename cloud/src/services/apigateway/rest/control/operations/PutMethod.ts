import { parseHttpMethod, withMethod } from "../apis/methods.ts";
import { requireResource } from "../apis/resources.ts";
import { editApi } from "../control.ts";
import { describeMethod } from "../describe.ts";
import { conflict } from "../errors.ts";
import {
  FLAG,
  FLAG_MAP,
  flagOf,
  listOf,
  mapOf,
  REQUIRED_TEXT,
  TEXT,
  TEXT_LIST,
  TEXT_MAP,
  textOf,
} from "../members.ts";
import type { Method } from "../model/rest-api.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
export const PutMethod: ManagementOperation = {
  name: "PutMethod",
  method: "PUT",
  path: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}",
  status: 201,
  body: {
    apiKeyRequired: FLAG,
    authorizationScopes: TEXT_LIST,
    authorizationType: REQUIRED_TEXT,
    authorizerId: TEXT,
    operationName: TEXT,
    requestModels: TEXT_MAP,
    requestParameters: FLAG_MAP,
    requestValidatorId: TEXT,
  },
  run: (control, { path, input }) => {
    const method = methodOf(path("httpMethod"), input);
    editApi(control, path("restApiId"), (api) => {
      const resource = requireResource(api, path("resourceId"));
      if (resource.methods[method.httpMethod] !== undefined)
        throw conflict("Method already exists for this resource");
      return withMethod(api, resource, method);
    });
    return describeMethod(method);
  },
};

function methodOf(httpMethod: string, input: Readonly<Record<string, unknown>>): Method {
  const authorizerId = textOf(input, "authorizerId");
  const scopes = listOf<string>(input, "authorizationScopes");
  const operationName = textOf(input, "operationName");
  const requestModels = mapOf<string>(input, "requestModels");
  const requestParameters = mapOf<boolean>(input, "requestParameters");
  const requestValidatorId = textOf(input, "requestValidatorId");
  return {
    httpMethod: parseHttpMethod(httpMethod),
    authorizationType: textOf(input, "authorizationType") ?? "",
    apiKeyRequired: flagOf(input, "apiKeyRequired") ?? false,
    methodResponses: {},
    ...(authorizerId === undefined ? {} : { authorizerId }),
    ...(scopes === undefined ? {} : { authorizationScopes: scopes }),
    ...(operationName === undefined ? {} : { operationName }),
    ...(requestModels === undefined ? {} : { requestModels }),
    ...(requestParameters === undefined ? {} : { requestParameters }),
    ...(requestValidatorId === undefined ? {} : { requestValidatorId }),
  };
}
