import type { ManagementOperation } from "../operation.ts";
import { deleteStage } from "../stages/stages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
export const DeleteStage: ManagementOperation = {
  name: "DeleteStage",
  method: "DELETE",
  path: "/restapis/{restApiId}/stages/{stageName}",
  status: 202,
  body: "none",
  run: (control, { path }) => {
    deleteStage(control, path("restApiId"), path("stageName"));
    return undefined;
  },
};
