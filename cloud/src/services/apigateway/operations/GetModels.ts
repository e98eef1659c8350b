import { requireApi } from "../control/control.ts";
import type { ManagementOperation } from "../control/operation.ts";
import { page } from "../control/pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const GetModels: ManagementOperation = {
  name: "GetModels",
  method: "GET",
  path: "/restapis/{restApiId}/models",
  status: 200,
  body: "none",
  run: (control, { path, query }) => page(requireApi(control, path("restApiId")).models, query),
};
