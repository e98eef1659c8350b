import { unsupported } from "../../../core/errors.ts";
import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { newIntegration } from "../rest/control/apis/integrations.ts";
import { parseHttpMethod, withMethod, withoutMethod } from "../rest/control/apis/methods.ts";
import { requireResource } from "../rest/control/apis/resources.ts";
import { type Control, editApi } from "../rest/control/model/control.ts";
import type {
  Integration,
  IntegrationResponse,
  Method,
  MethodResponse,
} from "../rest/control/model/rest-api.ts";
import { propertiesOf } from "./calls.ts";
import { unlessGone } from "./deleting.ts";
import { flag, flagMap, number, object, objects, requiredText, text, textMap, texts } from "./properties.ts";

const RESPONSE = { StatusCode: true, ResponseParameters: { "*": true } } as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html */
export function methodProvider(control: Control): ResourceProvider {
  return {
    type: "AWS::ApiGateway::Method",
    properties: {
      ApiKeyRequired: true,
      AuthorizationScopes: true,
      AuthorizationType: true,
      AuthorizerId: true,
      HttpMethod: true,
      Integration: {
        ConnectionType: true,
        Credentials: true,
        IntegrationHttpMethod: true,
        IntegrationResponses: { ...RESPONSE, ResponseTemplates: { "*": true }, SelectionPattern: true },
        PassthroughBehavior: true,
        RequestTemplates: { "*": true },
        TimeoutInMillis: true,
        Type: true,
        Uri: true,
      },
      MethodResponses: { ...RESPONSE, ResponseModels: { "*": true } },
      OperationName: true,
      RequestModels: { "*": true },
      RequestParameters: { "*": true },
      RequestValidatorId: true,
      ResourceId: true,
      RestApiId: true,
    },
    required: ["HttpMethod", "ResourceId", "RestApiId"],
    replaceOn: ["HttpMethod", "ResourceId", "RestApiId"],
    calls: (_context, change) => {
      const properties = propertiesOf(change);
      const input = { restApiId: requiredText(properties, "RestApiId"), ...placeOf(properties) };
      if (change.kind === "delete") return [{ operation: "DeleteMethod", input }];
      const integration = object(properties, "Integration");
      return [
        { operation: "PutMethod", input },
        ...(integration === undefined
          ? []
          : [
              {
                operation: "PutIntegration",
                input: { ...input, credentials: text(integration, "Credentials") },
              },
            ]),
        ...objects(properties, "MethodResponses").map((response) => ({
          operation: "PutMethodResponse",
          input: { ...input, statusCode: text(response, "StatusCode") },
        })),
        ...(integration === undefined ? [] : objects(integration, "IntegrationResponses")).map(
          (response) => ({
            operation: "PutIntegrationResponse",
            input: { ...input, statusCode: text(response, "StatusCode") },
          }),
        ),
      ];
    },
    create: async (context, properties) =>
      context.commit(() => {
        save(control, properties);
        return { physicalId: context.generateName({ maxLength: 128 }), attributes: {} };
      }),
    update: async (_context, physicalId, _before, after) => {
      save(control, after);
      return { physicalId, attributes: {} };
    },
    delete: async (_context, _physicalId, properties) =>
      unlessGone(() => {
        editApi(control, requiredText(properties, "RestApiId"), (api) =>
          withoutMethod(api, placeOf(properties)),
        );
      }),
  };
}

function placeOf(properties: Properties): { resourceId: string; httpMethod: string } {
  return {
    resourceId: requiredText(properties, "ResourceId"),
    httpMethod: requiredText(properties, "HttpMethod").toUpperCase(),
  };
}

function save(control: Control, properties: Properties): void {
  const { resourceId } = placeOf(properties);
  const method = methodOf(properties);
  editApi(control, requiredText(properties, "RestApiId"), (api) =>
    withMethod(api, requireResource(api, resourceId), method),
  );
}

function methodOf(properties: Properties): Method {
  const { resourceId, httpMethod } = placeOf(properties);
  const authorizerId = text(properties, "AuthorizerId");
  const scopes = texts(properties, "AuthorizationScopes");
  const operationName = text(properties, "OperationName");
  const requestModels = textMap(properties, "RequestModels");
  const requestParameters = flagMap(properties, "RequestParameters");
  const requestValidatorId = text(properties, "RequestValidatorId");
  const integration = object(properties, "Integration");
  return {
    httpMethod: parseHttpMethod(httpMethod),
    authorizationType: text(properties, "AuthorizationType") ?? "NONE",
    apiKeyRequired: flag(properties, "ApiKeyRequired") ?? false,
    methodResponses: methodResponses(properties),
    ...(authorizerId === undefined ? {} : { authorizerId }),
    ...(scopes === undefined ? {} : { authorizationScopes: scopes }),
    ...(operationName === undefined ? {} : { operationName }),
    ...(requestModels === undefined ? {} : { requestModels }),
    ...(requestParameters === undefined ? {} : { requestParameters }),
    ...(requestValidatorId === undefined ? {} : { requestValidatorId }),
    ...(integration === undefined ? {} : { integration: integrationOf(integration, resourceId) }),
  };
}

function integrationOf(properties: Properties, resourceId: string): Integration {
  const connection = text(properties, "ConnectionType") ?? "INTERNET";
  if (connection !== "INTERNET") throw unsupported(`ConnectionType ${connection}`);
  return newIntegration(
    {
      type: requiredText(properties, "Type"),
      httpMethod: text(properties, "IntegrationHttpMethod"),
      uri: text(properties, "Uri"),
      credentials: text(properties, "Credentials"),
      passthroughBehavior: text(properties, "PassthroughBehavior"),
      timeoutInMillis: number(properties, "TimeoutInMillis"),
      requestTemplates: textMap(properties, "RequestTemplates"),
      responses: integrationResponses(properties),
    },
    resourceId,
  );
}

function integrationResponses(properties: Properties): Record<string, IntegrationResponse> {
  const responses: Record<string, IntegrationResponse> = {};
  for (const item of objects(properties, "IntegrationResponses")) {
    const statusCode = requiredText(item, "StatusCode");
    const selectionPattern = text(item, "SelectionPattern");
    const responseParameters = textMap(item, "ResponseParameters");
    const responseTemplates = textMap(item, "ResponseTemplates");
    responses[statusCode] = {
      statusCode,
      ...(selectionPattern === undefined ? {} : { selectionPattern }),
      ...(responseParameters === undefined ? {} : { responseParameters }),
      ...(responseTemplates === undefined ? {} : { responseTemplates }),
    };
  }
  return responses;
}

function methodResponses(properties: Properties): Record<string, MethodResponse> {
  const responses: Record<string, MethodResponse> = {};
  for (const item of objects(properties, "MethodResponses")) {
    const statusCode = requiredText(item, "StatusCode");
    const responseParameters = flagMap(item, "ResponseParameters");
    const responseModels = textMap(item, "ResponseModels");
    responses[statusCode] = {
      statusCode,
      ...(responseParameters === undefined ? {} : { responseParameters }),
      ...(responseModels === undefined ? {} : { responseModels }),
    };
  }
  return responses;
}
