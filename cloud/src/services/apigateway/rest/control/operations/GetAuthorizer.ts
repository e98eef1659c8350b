import { requireAuthorizer } from "../apis/authorizers.ts";
import { requireApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizer.html */
export const GetAuthorizer: ManagementOperation = {
  name: "GetAuthorizer",
  method: "GET",
  path: "/restapis/{restApiId}/authorizers/{authorizerId}",
  status: 200,
  body: "none",
  run: (control, { path }) => requireAuthorizer(requireApi(control, path("restApiId")), path("authorizerId")),
};
