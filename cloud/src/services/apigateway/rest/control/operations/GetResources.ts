import { requireApi } from "../control.ts";
import { describeResource } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";
import { page } from "../pages.ts";

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
