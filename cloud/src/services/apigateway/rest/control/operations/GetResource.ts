import { requireResource } from "../apis/resources.ts";
import { requireApi } from "../control.ts";
import { describeResource } from "../describe.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
export const GetResource: ManagementOperation = {
  name: "GetResource",
  method: "GET",
  path: "/restapis/{restApiId}/resources/{resourceId}",
  status: 200,
  body: "none",
  run: (control, { path, query }) => {
    const resource = requireResource(requireApi(control, path("restApiId")), path("resourceId"));
    return describeResource(resource, query.getAll("embed").includes("methods"));
  },
};
