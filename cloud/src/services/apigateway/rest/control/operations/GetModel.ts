import { requireModel } from "../apis/models.ts";
import { requireApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html */
export const GetModel: ManagementOperation = {
  name: "GetModel",
  method: "GET",
  path: "/restapis/{restApiId}/models/{modelName}",
  status: 200,
  body: "none",
  run: (control, { path }) => requireModel(requireApi(control, path("restApiId")), path("modelName")),
};
