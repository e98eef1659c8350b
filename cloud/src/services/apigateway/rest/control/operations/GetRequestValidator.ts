import { requireValidator } from "../apis/request-validators.ts";
import { requireApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html */
export const GetRequestValidator: ManagementOperation = {
  name: "GetRequestValidator",
  method: "GET",
  path: "/restapis/{restApiId}/requestvalidators/{requestValidatorId}",
  status: 200,
  body: "none",
  run: (control, { path }) =>
    requireValidator(requireApi(control, path("restApiId")), path("requestValidatorId")),
};
