import { requireMethod } from "../apis/methods.ts";
import { requireApi } from "../control.ts";
import { describeIntegration } from "../describe.ts";
import { notFound } from "../errors.ts";
import type { ManagementOperation } from "../operation.ts";
import { placeOf } from "../place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
export const GetIntegration: ManagementOperation = {
  name: "GetIntegration",
  method: "GET",
  path: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration",
  status: 200,
  body: "none",
  run: (control, call) => {
    const { integration } = requireMethod(requireApi(control, call.path("restApiId")), placeOf(call));
    if (integration === undefined) throw notFound("Invalid Integration identifier specified");
    return describeIntegration(integration);
  },
};
