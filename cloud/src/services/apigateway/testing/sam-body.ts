import type { Value } from "../../../core/ports/resource-provider.ts";
import { FUNCTION_URI, POOL_ARN } from "./fakes.ts";

const lambda = { type: "aws_proxy", httpMethod: "POST", uri: FUNCTION_URI };

/** What the SAM transform emits for the home API with CORS and gateway responses. */
export function samBody(changes: { [name: string]: Value } = {}): { [name: string]: Value } {
  return {
    swagger: "2.0",
    info: { version: "1.0", title: "homeapp-api" },
    paths: {
      "/profile-image": {
        get: {
          "x-amazon-apigateway-integration": lambda,
          security: [{ CognitoAuthorizer: ["email", "openid", "profile"] }],
          responses: {},
        },
        options: preflight(),
      },
      "/gates/control": {
        post: {
          "x-amazon-apigateway-integration": lambda,
          security: [{ CognitoAuthorizer: ["Admins-client"] }],
          responses: {},
        },
      },
      "/open": {
        get: { "x-amazon-apigateway-integration": lambda, security: [{ NONE: [] }], responses: {} },
      },
    },
    securityDefinitions: {
      CognitoAuthorizer: {
        in: "header",
        type: "apiKey",
        name: "Authorization",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: [POOL_ARN] },
      },
    },
    "x-amazon-apigateway-gateway-responses": {
      DEFAULT_4XX: {
        responseParameters: {
          "gatewayresponse.header.Access-Control-Allow-Origin": "'http://localhost:3000'",
        },
        responseTemplates: { "application/json": '{"message":$context.error.messageString}' },
      },
    },
    ...changes,
  };
}

function preflight(): Value {
  return {
    consumes: ["application/json"],
    produces: ["application/json"],
    summary: "CORS support",
    responses: {
      "200": {
        description: "Default response for CORS method",
        headers: { "Access-Control-Allow-Origin": { type: "string" } },
      },
    },
    "x-amazon-apigateway-integration": {
      type: "mock",
      requestTemplates: { "application/json": '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: "200",
          responseParameters: {
            "method.response.header.Access-Control-Allow-Origin": "'http://localhost:3000'",
            "method.response.header.Access-Control-Allow-Methods": "'GET,OPTIONS'",
          },
          responseTemplates: { "application/json": "{}\n" },
        },
      },
    },
  };
}
