import type { GetGatewayResponsesRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { type Control, requireApi } from "../model/control.ts";
import { describeGatewayResponses } from "./describe.ts";
import { managed } from "./managed.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html */
export const GetGatewayResponses = (control: Control): Operation<GetGatewayResponsesRequest> =>
  managed({
    name: "GetGatewayResponses",
    http: { method: "GET", uri: "/restapis/{restApiId}/gatewayresponses" },
    run: (input) => ({ item: describeGatewayResponses(requireApi(control, input.restApiId)) }),
  });
