import { requireMethod } from "../apis/methods.ts";
import { requireApi } from "../control.ts";
import { describeMethod } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";
import { placeOf } from "../place.ts";

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
