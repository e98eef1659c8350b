import { removeAuthorizer } from "../apis/authorizers.ts";
import { editApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteAuthorizer.html */
export const DeleteAuthorizer: ManagementOperation = {
  name: "DeleteAuthorizer",
  method: "DELETE",
  path: "/restapis/{restApiId}/authorizers/{authorizerId}",
  status: 202,
  body: "none",
  run: (control, { path }) => {
    editApi(control, path("restApiId"), (api) => removeAuthorizer(api, path("authorizerId")));
    return undefined;
  },
};
