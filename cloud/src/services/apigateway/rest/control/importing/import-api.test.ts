import { describe, expect, test } from "vitest";
import type { Value } from "../../../../../core/ports/resource-provider.ts";
import { FUNCTION_URI, POOL_ARN, requestOf } from "../../../testing/fakes.ts";
import { samBody } from "../../../testing/sam-body.ts";
import { createTestService, STACK } from "../../../testing/service.ts";

const integration = { type: "aws_proxy", httpMethod: "POST", uri: FUNCTION_URI };

/** A document whose only operation is `operation`. */
function only(operation: { [name: string]: Value }, changes: { [name: string]: Value } = {}) {
  return samBody({
    paths: { "/x": { get: { "x-amazon-apigateway-integration": integration, ...operation } } },
    ...changes,
  });
}

function withDefinition(definition: Value) {
  return samBody({ securityDefinitions: { CognitoAuthorizer: definition } });
}

const REFUSED: readonly (readonly [
  title: string,
  body: { [name: string]: Value },
  code: string,
  text: string,
])[] = [
  ["another version", samBody({ swagger: "1.2" }), "BadRequestException", "Invalid OpenAPI input"],
  [
    "security at the root, which AWS ignores",
    samBody({ security: [{ CognitoAuthorizer: [] }] }),
    "UnsupportedOperationException",
    "security",
  ],
  [
    "unknown API Gateway extension",
    samBody({ "x-amazon-apigateway-documentation": {} }),
    "UnsupportedOperationException",
    "x-amazon-apigateway-documentation",
  ],
  [
    "minimum compression size",
    samBody({ "x-amazon-apigateway-minimum-compression-size": 1 }),
    "UnsupportedOperationException",
    "minimum-compression-size",
  ],
  [
    "Lambda authorizer",
    withDefinition({
      type: "apiKey",
      name: "Authorization",
      in: "header",
      "x-amazon-apigateway-authorizer": { type: "token", authorizerUri: "x" },
    }),
    "UnsupportedOperationException",
    "token",
  ],
  [
    "JWT authorizer of HTTP APIs",
    withDefinition({ type: "oauth2", "x-amazon-apigateway-authorizer": { type: "jwt" } }),
    "UnsupportedOperationException",
    "jwt",
  ],
  [
    "unknown authorizer member",
    withDefinition({
      type: "apiKey",
      "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: [POOL_ARN], cache: 1 },
    }),
    "UnsupportedOperationException",
    "cache",
  ],
  [
    "malformed pool ARN",
    withDefinition({
      type: "apiKey",
      "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: ["x"] },
    }),
    "BadRequestException",
    "Invalid Cognito User Pool ARN",
  ],
  [
    "API key requirement",
    only(
      { security: [{ key: [] }] },
      { securityDefinitions: { key: { type: "apiKey", name: "x-api-key", in: "header" } } },
    ),
    "UnsupportedOperationException",
    "API key",
  ],
  [
    "HTTP integration",
    only({ "x-amazon-apigateway-integration": { type: "http_proxy", uri: "http://x", httpMethod: "GET" } }),
    "UnsupportedOperationException",
    "HTTP_PROXY",
  ],
  [
    "AWS integration",
    only({ "x-amazon-apigateway-integration": { ...integration, type: "aws" } }),
    "UnsupportedOperationException",
    "AWS",
  ],
  [
    "credentials of the caller of a method that nobody signs",
    only({ "x-amazon-apigateway-integration": { ...integration, credentials: "arn:aws:iam::*:user/*" } }),
    "UnsupportedOperationException",
    "credentials",
  ],
  [
    "a template that computes",
    only({
      "x-amazon-apigateway-integration": {
        type: "mock",
        requestTemplates: { "application/json": "#set($x = 1)" },
      },
    }),
    "UnsupportedOperationException",
    "VTL",
  ],
  [
    "a time-out beyond 29 s",
    only({ "x-amazon-apigateway-integration": { ...integration, timeoutInMillis: 29_001 } }),
    "BadRequestException",
    "Errors found during import:\n\tUnable to put integration on 'GET' for resource at path '/x': Timeout",
  ],
  [
    "a header of a preflight without its quotation marks",
    only({
      "x-amazon-apigateway-integration": {
        type: "mock",
        responses: {
          default: {
            statusCode: "200",
            responseParameters: { "method.response.header.Access-Control-Max-Age": 5 },
          },
        },
      },
    }),
    "BadRequestException",
    "Errors found during import:\n\tUnable to put integration response on 'GET' for resource at path '/x': Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: 5]",
  ],
  ["unknown operation member", only({ callbacks: {} }), "UnsupportedOperationException", "callbacks"],
  [
    "unknown validator",
    only({ "x-amazon-apigateway-request-validator": "none" }),
    "BadRequestException",
    "request validator none",
  ],
  [
    "model that is not there",
    only({ parameters: [{ in: "body", name: "b", schema: { $ref: "#/definitions/Nope" } }] }),
    "BadRequestException",
    "Nope",
  ],
  ["schema keyword", samBody({ definitions: { A: { const: 1 } } }), "UnsupportedOperationException", "const"],
  [
    "unknown gateway response type",
    samBody({ "x-amazon-apigateway-gateway-responses": { NOPE: {} } }),
    "BadRequestException",
    "NOPE",
  ],
  ["a path with a bad part", samBody({ paths: { "/a b": {} } }), "BadRequestException", "path part"],
  [
    "two variables at one place",
    samBody({ paths: { "/{a}": {}, "/{b}": {} } }),
    "BadRequestException",
    "already has a variable path part -- only one is allowed",
  ],
  ["something below a greedy part", samBody({ paths: { "/{a+}/b": {} } }), "BadRequestException", "greedy"],
];

describe("import refuses by name", () => {
  for (const [title, body, code, text] of REFUSED) {
    test(`APIGW-13 import of ${title}: ${code}`, async () => {
      const service = createTestService();

      const creation = service.provider("RestApi").create(STACK, { Body: body });

      await expect(creation).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
    });
  }

  test("import that fails leaves nothing behind", async () => {
    const service = createTestService();
    await expect(
      service.provider("RestApi").create(STACK, { Body: samBody({ swagger: "1.2" }) }),
    ).rejects.toThrow();

    const rows = service.database.prepare<{ n: number }>("SELECT count(*) AS n FROM apigateway_apis").get();

    expect(rows?.n).toBe(0);
  });
});

describe("import accepts", () => {
  async function served(body: { [name: string]: Value }) {
    const service = createTestService();
    const { physicalId } = await service.provider("RestApi").create(STACK, { Body: body });
    await service.provider("Deployment").create(STACK, { RestApiId: physicalId, StageName: "v1" });
    return {
      service,
      call: (parts: Parameters<typeof requestOf>[0]) => {
        const request = requestOf(parts);
        return service.execute(request, { apiId: physicalId, path: request.path });
      },
    };
  }

  test("import of OpenAPI 3 with components, ANY, greedy paths and IAM", async () => {
    const { securityDefinitions, swagger: _, ...rest } = samBody();
    const stage = await served({
      ...rest,
      openapi: "3.0.1",
      components: {
        securitySchemes: securityDefinitions ?? {},
        schemas: { Gate: { type: "object", required: ["message"] } },
      },
      "x-amazon-apigateway-request-validators": {
        body: { validateRequestBody: true, validateRequestParameters: false },
      },
      paths: {
        "/{proxy+}": {
          "x-amazon-apigateway-any-method": {
            "x-amazon-apigateway-integration": integration,
            security: [{ CognitoAuthorizer: [] }],
          },
        },
        "/iam": {
          get: {
            "x-amazon-apigateway-integration": integration,
            "x-amazon-apigateway-auth": { type: "AWS_IAM" },
          },
        },
        "/body": {
          post: {
            "x-amazon-apigateway-integration": integration,
            "x-amazon-apigateway-request-validator": "body",
            requestBody: {
              content: { "application/json": { schema: { $ref: "#/components/schemas/Gate" } } },
            },
          },
        },
      },
    });

    const greedy = await stage.call({ method: "PATCH", path: "/v1/a/b" });
    const iam = await stage.call({ path: "/v1/iam" });
    const bad = await stage.call({ method: "POST", path: "/v1/body", body: "{}" });
    const good = await stage.call({ method: "POST", path: "/v1/body", body: '{"message":1}' });

    expect([greedy.status, iam.status, bad.status, good.status]).toEqual([401, 403, 400, 200]);
  });

  test("import of a requirement that names no definition is NONE, as on AWS", async () => {
    const stage = await served(only({ security: [{ NONE: [] }] }));

    expect((await stage.call({ path: "/v1/x" })).status).toBe(200);
  });

  test("import of an awsSigv4 definition is AWS_IAM", async () => {
    const definitions = {
      AWS_IAM: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "awsSigv4",
      },
    };
    const stage = await served(only({ security: [{ AWS_IAM: [] }] }, { securityDefinitions: definitions }));

    expect((await stage.call({ path: "/v1/x" })).body).toBe('{"message":"Missing Authentication Token"}');
  });

  test("import of a policy writes the short form out and enforces it", async () => {
    const policy = {
      Statement: [
        { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/v1/GET/x" },
      ],
    };
    const stage = await served(only({}, { "x-amazon-apigateway-policy": policy }));
    await stage.call({ path: "/v1/x" });

    expect(stage.service.fakes.decisions[0]?.resourcePolicy).toMatch(
      /"arn:aws:execute-api:eu-west-1:123456789012:[a-z0-9]{10}\/v1\/GET\/x"/,
    );
  });
});
