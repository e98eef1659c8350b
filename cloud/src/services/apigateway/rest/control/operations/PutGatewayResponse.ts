import type { Operation } from "../../../../../wire/operation.ts";
import {
  describeGatewayResponse,
  newGatewayResponse,
  withGatewayResponse,
} from "../apis/gateway-responses.ts";
import { type Control, editApi } from "../model/control.ts";
import { managed } from "./managed.ts";
import { TEXT, TEXT_MAP } from "./members.ts";

interface Input {
  readonly restApiId: string;
  readonly responseType: string;
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, string>>;
  readonly statusCode?: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
export const PutGatewayResponse = (control: Control): Operation<Input> =>
  managed({
    name: "PutGatewayResponse",
    http: { method: "PUT", uri: "/restapis/{restApiId}/gatewayresponses/{responseType}", status: 201 },
    input: { responseParameters: TEXT_MAP, responseTemplates: TEXT_MAP, statusCode: TEXT },
    run: (input) => {
      const response = newGatewayResponse({
        responseType: input.responseType,
        statusCode: input.statusCode,
        responseParameters: input.responseParameters,
        responseTemplates: input.responseTemplates,
      });
      const api = editApi(control, input.restApiId, (before) => withGatewayResponse(before, response));
      return describeGatewayResponse(api, response.responseType);
    },
  });
