import { removeValidator } from "../apis/request-validators.ts";
import { editApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html */
export const DeleteRequestValidator: ManagementOperation = {
  name: "DeleteRequestValidator",
  method: "DELETE",
  path: "/restapis/{restApiId}/requestvalidators/{requestValidatorId}",
  status: 202,
  body: "none",
  run: (control, { path }) => {
    editApi(control, path("restApiId"), (api) => removeValidator(api, path("requestValidatorId")));
    return undefined;
  },
};
