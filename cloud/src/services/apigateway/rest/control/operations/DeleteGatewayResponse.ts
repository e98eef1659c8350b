import type { DeleteGatewayResponseRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { withoutGatewayResponse } from "../apis/gateway-responses.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html */
export const DeleteGatewayResponse = (control: Control): Operation<DeleteGatewayResponseRequest> =>
  managed({
    name: "DeleteGatewayResponse",
    http: { method: "DELETE", uri: "/restapis/{restApiId}/gatewayresponses/{responseType}", status: 202 },
    run: (input) => {
      editApi(control, input.restApiId, (api) => withoutGatewayResponse(api, input.responseType));
      return undefined;
    },
  });
