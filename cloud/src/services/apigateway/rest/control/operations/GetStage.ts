import { describeStage } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";
import { requireStage } from "../stages/stages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export const GetStage: ManagementOperation = {
  name: "GetStage",
  method: "GET",
  path: "/restapis/{restApiId}/stages/{stageName}",
  status: 200,
  body: "none",
  run: (control, { path }) => describeStage(requireStage(control, path("restApiId"), path("stageName"))),
};
