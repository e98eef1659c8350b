import { requireApi } from "../control/control.ts";
import type { ManagementOperation } from "../control/operation.ts";
import { page } from "../control/pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export const GetRequestValidators: ManagementOperation = {
  name: "GetRequestValidators",
  method: "GET",
  path: "/restapis/{restApiId}/requestvalidators",
  status: 200,
  body: "none",
  run: (control, { path, query }) => page(requireApi(control, path("restApiId")).requestValidators, query),
};
