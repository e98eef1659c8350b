import { describeGatewayResponse } from "../apis/gateway-responses.ts";
import { requireApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html */
export const GetGatewayResponse: ManagementOperation = {
  name: "GetGatewayResponse",
  method: "GET",
  path: "/restapis/{restApiId}/gatewayresponses/{responseType}",
  status: 200,
  body: "none",
  run: (control, { path }) =>
    describeGatewayResponse(requireApi(control, path("restApiId")), path("responseType")),
};
