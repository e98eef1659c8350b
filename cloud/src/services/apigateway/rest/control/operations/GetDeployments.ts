import { requireApi } from "../control.ts";
import { describeDeployment } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";
import { page } from "../pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
export const GetDeployments: ManagementOperation = {
  name: "GetDeployments",
  method: "GET",
  path: "/restapis/{restApiId}/deployments",
  status: 200,
  body: "none",
  run: (control, { path, query }) => {
    const { id } = requireApi(control, path("restApiId"));
    return page(control.store.listDeployments(id).map(describeDeployment), query);
  },
};
