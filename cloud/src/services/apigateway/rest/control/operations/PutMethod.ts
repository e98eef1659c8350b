import type { PutMethodRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { parseHttpMethod, withMethod } from "../apis/methods.ts";
import { requireResource } from "../apis/resources.ts";
import { type Control, editApi } from "../model/control.ts";
import { conflict } from "../model/errors.ts";
import type { Method } from "../model/rest-api.ts";
import { describeMethod } from "./describe.ts";
import { managed } from "./managed.ts";
import { FLAG, FLAG_MAP, REQUIRED_TEXT, TEXT, TEXT_LIST, TEXT_MAP } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
export const PutMethod = (control: Control): Operation<PutMethodRequest> =>
  managed({
    name: "PutMethod",
    http: {
      method: "PUT",
      uri: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}",
      status: 201,
    },
    input: {
      apiKeyRequired: FLAG,
      authorizationScopes: TEXT_LIST,
      authorizationType: REQUIRED_TEXT,
      authorizerId: TEXT,
      operationName: TEXT,
      requestModels: TEXT_MAP,
      requestParameters: FLAG_MAP,
      requestValidatorId: TEXT,
    },
    run: (input) => {
      const method = methodOf(input);
      editApi(control, input.restApiId, (api) => {
        const resource = requireResource(api, input.resourceId);
        if (resource.methods[method.httpMethod] !== undefined)
          throw conflict("Method already exists for this resource");
        return withMethod(api, resource, method);
      });
      return describeMethod(method);
    },
  });

function methodOf(input: PutMethodRequest): Method {
  const { authorizerId, authorizationScopes, operationName } = input;
  const { requestModels, requestParameters, requestValidatorId } = input;
  return {
    httpMethod: parseHttpMethod(input.httpMethod),
    authorizationType: input.authorizationType,
    apiKeyRequired: input.apiKeyRequired ?? false,
    methodResponses: {},
    ...(authorizerId === undefined ? {} : { authorizerId }),
    ...(authorizationScopes === undefined ? {} : { authorizationScopes }),
    ...(operationName === undefined ? {} : { operationName }),
    ...(requestModels === undefined ? {} : { requestModels }),
    ...(requestParameters === undefined ? {} : { requestParameters }),
    ...(requestValidatorId === undefined ? {} : { requestValidatorId }),
  };
}
