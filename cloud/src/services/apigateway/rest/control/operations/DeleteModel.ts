import { removeModel } from "../apis/models.ts";
import { editApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
export const DeleteModel: ManagementOperation = {
  name: "DeleteModel",
  method: "DELETE",
  path: "/restapis/{restApiId}/models/{modelName}",
  status: 202,
  body: "none",
  run: (control, { path }) => {
    editApi(control, path("restApiId"), (api) => removeModel(api, path("modelName")));
    return undefined;
  },
};
