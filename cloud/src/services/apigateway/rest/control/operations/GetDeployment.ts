import { describeDeployment } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";
import { requireDeployment } from "../stages/deployments.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html */
export const GetDeployment: ManagementOperation = {
  name: "GetDeployment",
  method: "GET",
  path: "/restapis/{restApiId}/deployments/{deploymentId}",
  status: 200,
  body: "none",
  run: (control, { path }) =>
    describeDeployment(requireDeployment(control, path("restApiId"), path("deploymentId"))),
};
