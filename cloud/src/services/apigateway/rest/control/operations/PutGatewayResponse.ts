import type { PutGatewayResponseRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import {
  describeGatewayResponse,
  newGatewayResponse,
  withGatewayResponse,
} from "../apis/gateway-responses.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";
import { TEXT, TEXT_MAP } from "./members.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
export const PutGatewayResponse = (control: Control): Operation<PutGatewayResponseRequest> =>
  managed({
    name: "PutGatewayResponse",
    http: { method: "PUT", uri: "/restapis/{restApiId}/gatewayresponses/{responseType}", status: 201 },
    input: { responseParameters: TEXT_MAP, responseTemplates: TEXT_MAP, statusCode: TEXT },
    run: (input) => {
      const response = newGatewayResponse(input);
      const api = editApi(control, input.restApiId, (before) => withGatewayResponse(before, response));
      return describeGatewayResponse(api, response.responseType);
    },
  });
