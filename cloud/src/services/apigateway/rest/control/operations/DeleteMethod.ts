import { withoutMethod } from "../apis/methods.ts";
import { editApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";
import { placeOf } from "../place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
export const DeleteMethod: ManagementOperation = {
  name: "DeleteMethod",
  method: "DELETE",
  path: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}",
  status: 204,
  body: "none",
  run: (control, call) => {
    editApi(control, call.path("restApiId"), (api) => withoutMethod(api, placeOf(call)));
    return undefined;
  },
};
