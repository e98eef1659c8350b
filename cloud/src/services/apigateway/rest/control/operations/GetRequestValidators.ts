import { requireApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";
import { page } from "../pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export const GetRequestValidators: ManagementOperation = {
  name: "GetRequestValidators",
  method: "GET",
  path: "/restapis/{restApiId}/requestvalidators",
  status: 200,
  body: "none",
  run: (control, { path, query }) => page(requireApi(control, path("restApiId")).requestValidators, query),
};
