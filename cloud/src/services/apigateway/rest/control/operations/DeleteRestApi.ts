import { deleteApi } from "../apis/rest-apis.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
export const DeleteRestApi: ManagementOperation = {
  name: "DeleteRestApi",
  method: "DELETE",
  path: "/restapis/{restApiId}",
  status: 202,
  body: "none",
  run: (control, { path }) => {
    deleteApi(control, path("restApiId"));
    return undefined;
  },
};
