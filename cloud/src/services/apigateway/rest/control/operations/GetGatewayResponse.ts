import type { GetGatewayResponseRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { describeGatewayResponse } from "../apis/gateway-responses.ts";
import { type Control, requireApi } from "../model/control.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html */
export const GetGatewayResponse = (control: Control): Operation<GetGatewayResponseRequest> =>
  managed({
    name: "GetGatewayResponse",
    http: { method: "GET", uri: "/restapis/{restApiId}/gatewayresponses/{responseType}" },
    run: (input) => describeGatewayResponse(requireApi(control, input.restApiId), input.responseType),
  });
