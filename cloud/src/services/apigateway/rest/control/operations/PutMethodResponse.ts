import { FLAG_MAP, mapOf, TEXT_MAP } from "../members.ts";
import type { MethodResponse } from "../model/rest-api.ts";
import type { ManagementOperation } from "../operation.ts";
import { assertStatusCode, changeMethod } from "../place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
export const PutMethodResponse: ManagementOperation = {
  name: "PutMethodResponse",
  method: "PUT",
  path: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/responses/{statusCode}",
  status: 201,
  body: { responseModels: TEXT_MAP, responseParameters: FLAG_MAP },
  run: (control, call) => {
    const { input, path } = call;
    const responseModels = mapOf<string>(input, "responseModels");
    const responseParameters = mapOf<boolean>(input, "responseParameters");
    const response: MethodResponse = {
      statusCode: assertStatusCode(path("statusCode")),
      ...(responseModels === undefined ? {} : { responseModels }),
      ...(responseParameters === undefined ? {} : { responseParameters }),
    };
    changeMethod(control, call, (method) => ({
      ...method,
      methodResponses: { ...method.methodResponses, [response.statusCode]: response },
    }));
    return response;
  },
};
