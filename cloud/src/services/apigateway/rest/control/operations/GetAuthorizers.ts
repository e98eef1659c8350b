import { requireApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";
import { page } from "../pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html */
export const GetAuthorizers: ManagementOperation = {
  name: "GetAuthorizers",
  method: "GET",
  path: "/restapis/{restApiId}/authorizers",
  status: 200,
  body: "none",
  run: (control, { path, query }) => page(requireApi(control, path("restApiId")).authorizers, query),
};
