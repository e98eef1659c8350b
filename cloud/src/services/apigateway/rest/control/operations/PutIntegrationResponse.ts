import { assertIntegrationResponse } from "../apis/integrations.ts";
import { notFound } from "../errors.ts";
import { mapOf, TEXT, TEXT_MAP, textOf } from "../members.ts";
import type { IntegrationResponse } from "../model/rest-api.ts";
import type { ManagementCall, ManagementOperation } from "../operation.ts";
import { assertStatusCode, changeMethod } from "../place.ts";

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
export const PutIntegrationResponse: ManagementOperation = {
  name: "PutIntegrationResponse",
  method: "PUT",
  path: "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration/responses/{statusCode}",
  status: 201,
  body: {
    responseParameters: TEXT_MAP,
    responseTemplates: TEXT_MAP,
    selectionPattern: TEXT,
  },
  run: (control, call) => {
    const response = responseOf(call);
    assertIntegrationResponse(response);
    changeMethod(control, call, (method) => {
      const { integration } = method;
      if (integration === undefined) throw notFound("Invalid Integration identifier specified");
      const integrationResponses = { ...integration.integrationResponses, [response.statusCode]: response };
      return { ...method, integration: { ...integration, integrationResponses } };
    });
    return response;
  },
};

function responseOf({ input, path }: ManagementCall): IntegrationResponse {
  const selectionPattern = textOf(input, "selectionPattern");
  const responseParameters = mapOf<string>(input, "responseParameters");
  const responseTemplates = mapOf<string>(input, "responseTemplates");
  return {
    statusCode: assertStatusCode(path("statusCode")),
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
    ...(responseParameters === undefined ? {} : { responseParameters }),
    ...(responseTemplates === undefined ? {} : { responseTemplates }),
  };
}
