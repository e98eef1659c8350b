import { requireApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";
import { page } from "../pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const GetModels: ManagementOperation = {
  name: "GetModels",
  method: "GET",
  path: "/restapis/{restApiId}/models",
  status: 200,
  body: "none",
  run: (control, { path, query }) => page(requireApi(control, path("restApiId")).models, query),
};
