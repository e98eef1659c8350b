import type { PutIntegrationResponseRequest } from "../../../../../wire/models/generated/apigateway.types.ts";
import type { Operation } from "../../../../../wire/operation.ts";
import { assertIntegrationResponse } from "../apis/integrations.ts";
import type { Control } from "../model/control.ts";
import { notFound } from "../model/errors.ts";
import type { IntegrationResponse } from "../model/rest-api.ts";
import { managed } from "./managed.ts";
import { TEXT, TEXT_MAP } from "./members.ts";
import { assertStatusCode, changeMethod } from "./place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
export const PutIntegrationResponse = (control: Control): Operation<PutIntegrationResponseRequest> =>
  managed({
    name: "PutIntegrationResponse",
    http: {
      method: "PUT",
      uri: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration/responses/{statusCode}",
      status: 201,
    },
    input: {
      responseParameters: TEXT_MAP,
      responseTemplates: TEXT_MAP,
      selectionPattern: TEXT,
    },
    run: (input) => {
      const response = responseOf(input);
      assertIntegrationResponse(response);
      changeMethod(control, input, (method) => {
        const { integration } = method;
        if (integration === undefined) throw notFound("Invalid Integration identifier specified");
        const integrationResponses = { ...integration.integrationResponses, [response.statusCode]: response };
        return { ...method, integration: { ...integration, integrationResponses } };
      });
      return response;
    },
  });

function responseOf({
  statusCode,
  selectionPattern,
  responseParameters,
  responseTemplates,
}: PutIntegrationResponseRequest): IntegrationResponse {
  return {
    statusCode: assertStatusCode(statusCode),
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
    ...(responseParameters === undefined ? {} : { responseParameters }),
    ...(responseTemplates === undefined ? {} : { responseTemplates }),
  };
}
