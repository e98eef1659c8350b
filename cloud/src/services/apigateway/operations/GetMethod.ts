import { requireMethod } from "../apis/methods.ts";
import { requireApi } from "../control/control.ts";
import { describeMethod } from "../control/describe.ts";
import type { ManagementOperation } from "../control/operation.ts";
import { placeOf } from "../control/place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export const GetMethod: ManagementOperation = {
  name: "GetMethod",
  method: "GET",
  path: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}",
  status: 200,
  body: "none",
  run: (control, call) =>
    describeMethod(requireMethod(requireApi(control, call.path("restApiId")), placeOf(call))),
};
