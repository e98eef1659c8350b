import { removeResource } from "../apis/resources.ts";
import { editApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html */
export const DeleteResource: ManagementOperation = {
  name: "DeleteResource",
  method: "DELETE",
  path: "/restapis/{restApiId}/resources/{resourceId}",
  status: 202,
  body: "none",
  run: (control, { path }) => {
    editApi(control, path("restApiId"), (api) => removeResource(api, path("resourceId")));
    return undefined;
  },
};
