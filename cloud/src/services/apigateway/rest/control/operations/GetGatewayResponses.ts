import { requireApi } from "../control.ts";
import { describeGatewayResponses } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html */
export const GetGatewayResponses: ManagementOperation = {
  name: "GetGatewayResponses",
  method: "GET",
  path: "/restapis/{restApiId}/gatewayresponses",
  status: 200,
  body: "none",
  run: (control, { path }) => ({ item: describeGatewayResponses(requireApi(control, path("restApiId"))) }),
};
