import type { PutMethodResponseRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { assertModelNames } from "../apis/methods.ts";
import type { Control } from "../model/control.ts";
import type { MethodResponse } from "../model/rest-api.ts";
import { managed } from "./managed.ts";
import { FLAG_MAP, TEXT_MAP } from "./members.ts";
import { assertStatusCode, changeMethod } from "./place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
export const PutMethodResponse = (control: Control): Operation<PutMethodResponseRequest> =>
  managed({
    name: "PutMethodResponse",
    http: {
      method: "PUT",
      uri: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/responses/{statusCode}",
      status: 201,
    },
    input: { responseModels: TEXT_MAP, responseParameters: FLAG_MAP },
    run: (input) => {
      const responseModels = input.responseModels;
      const responseParameters = input.responseParameters;
      const response: MethodResponse = {
        statusCode: assertStatusCode(input.statusCode),
        ...(responseModels === undefined ? {} : { responseModels }),
        ...(responseParameters === undefined ? {} : { responseParameters }),
      };
      changeMethod(control, input, (method, api) => {
        assertModelNames(api, Object.values(responseModels ?? {}));
        return {
          ...method,
          methodResponses: { ...method.methodResponses, [response.statusCode]: response },
        };
      });
      return response;
    },
  });
