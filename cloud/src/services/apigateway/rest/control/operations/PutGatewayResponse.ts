import {
  describeGatewayResponse,
  newGatewayResponse,
  withGatewayResponse,
} from "../apis/gateway-responses.ts";
import { editApi } from "../control.ts";
import { mapOf, TEXT, TEXT_MAP, textOf } from "../members.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
export const PutGatewayResponse: ManagementOperation = {
  name: "PutGatewayResponse",
  method: "PUT",
  path: "/restapis/{restApiId}/gatewayresponses/{responseType}",
  status: 201,
  body: { responseParameters: TEXT_MAP, responseTemplates: TEXT_MAP, statusCode: TEXT },
  run: (control, { path, input }) => {
    const response = newGatewayResponse({
      responseType: path("responseType"),
      statusCode: textOf(input, "statusCode"),
      responseParameters: mapOf<string>(input, "responseParameters"),
      responseTemplates: mapOf<string>(input, "responseTemplates"),
    });
    const api = editApi(control, path("restApiId"), (before) => withGatewayResponse(before, response));
    return describeGatewayResponse(api, response.responseType);
  },
};
