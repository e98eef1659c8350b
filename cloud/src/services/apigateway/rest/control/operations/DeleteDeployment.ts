import type { ManagementOperation } from "../operation.ts";
import { deleteDeployment } from "../stages/deployments.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
export const DeleteDeployment: ManagementOperation = {
  name: "DeleteDeployment",
  method: "DELETE",
  path: "/restapis/{restApiId}/deployments/{deploymentId}",
  status: 202,
  body: "none",
  run: (control, { path }) => {
    deleteDeployment(control, path("restApiId"), path("deploymentId"));
    return undefined;
  },
};
