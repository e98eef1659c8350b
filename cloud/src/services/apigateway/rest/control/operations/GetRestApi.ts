import { requireApi } from "../control.ts";
import { describeApi } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export const GetRestApi: ManagementOperation = {
  name: "GetRestApi",
  method: "GET",
  path: "/restapis/{restApiId}",
  status: 200,
  body: "none",
  run: (control, { path }) => describeApi(requireApi(control, path("restApiId"))),
};
