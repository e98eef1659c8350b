import { withoutGatewayResponse } from "../apis/gateway-responses.ts";
import { editApi } from "../control.ts";
import type { ManagementOperation } from "../operation.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html */
export const DeleteGatewayResponse: ManagementOperation = {
  name: "DeleteGatewayResponse",
  method: "DELETE",
  path: "/restapis/{restApiId}/gatewayresponses/{responseType}",
  status: 202,
  body: "none",
  run: (control, { path }) => {
    editApi(control, path("restApiId"), (api) => withoutGatewayResponse(api, path("responseType")));
    return undefined;
  },
};
