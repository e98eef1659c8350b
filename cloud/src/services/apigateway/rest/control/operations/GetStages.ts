import { requireApi } from "../control.ts";
import { describeStage } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
export const GetStages: ManagementOperation = {
  name: "GetStages",
  method: "GET",
  path: "/restapis/{restApiId}/stages",
  status: 200,
  body: "none",
  run: (control, { path, query }) => {
    const { id } = requireApi(control, path("restApiId"));
    const deploymentId = query.get("deploymentId");
    const stages = control.store
      .listStages(id)
      .filter((stage) => deploymentId === null || stage.deploymentId === deploymentId);
    return { item: stages.map(describeStage) };
  },
};
