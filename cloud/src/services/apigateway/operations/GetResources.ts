import { requireApi } from "../control/control.ts";
import { describeResource } from "../control/describe.ts";
import type { ManagementOperation } from "../control/operation.ts";
import { page } from "../control/pages.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export const GetResources: ManagementOperation = {
  name: "GetResources",
  method: "GET",
  path: "/restapis/{restApiId}/resources",
  status: 200,
  body: "none",
  run: (control, { path, query }) => {
    const embed = query.getAll("embed").includes("methods");
    const { resources } = requireApi(control, path("restApiId"));
    return page(
      resources.map((resource) => describeResource(resource, embed)),
      query,
    );
  },
};
