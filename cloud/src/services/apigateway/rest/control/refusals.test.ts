import {
  type APIGatewayClient,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  CreateUsagePlanCommand,
  DeleteAuthorizerCommand,
  DeleteGatewayResponseCommand,
  DeleteResourceCommand,
  DeleteStageCommand,
  GetAuthorizersCommand,
  GetMethodCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  ImportRestApiCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { POOL_ARN } from "../../testing/fakes.ts";
import { serveManagement } from "../../testing/management.ts";
import { samBody } from "../../testing/sam-body.ts";
import type { TestService } from "../../testing/service.ts";

let service: TestService;
let client: APIGatewayClient;
let close: () => Promise<void>;
let url: string;

beforeEach(async () => {
  ({ service, client, close, url } = await serveManagement());
});
afterEach(() => close());

const text = (value: string | undefined): string => value ?? "";

describe("management refusals", () => {
  async function made() {
    const { id = "", rootResourceId = "" } = await client.send(
      new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(samBody())) }),
    );
    return { restApiId: id, resourceId: rootResourceId };
  }

  const CASES: readonly (readonly [
    string,
    (api: { restApiId: string; resourceId: string }) => Promise<unknown>,
    string,
    string,
  ])[] = [
    [
      "unknown API",
      () => client.send(new GetRestApiCommand({ restApiId: "nope" })),
      "NotFoundException",
      "Invalid API identifier specified 123456789012:nope",
    ],
    [
      "unknown resource",
      (api) => client.send(new DeleteResourceCommand({ ...api, resourceId: "nope" })),
      "NotFoundException",
      "Invalid Resource identifier specified",
    ],
    [
      "unknown method",
      (api) => client.send(new GetMethodCommand({ ...api, httpMethod: "GET" })),
      "NotFoundException",
      "Invalid Method identifier specified",
    ],
    [
      "a method of the prototype",
      (api) => client.send(new GetMethodCommand({ ...api, httpMethod: "constructor" })),
      "NotFoundException",
      "Invalid Method identifier specified",
    ],
    [
      "unknown stage",
      (api) => client.send(new DeleteStageCommand({ ...api, stageName: "nope" })),
      "NotFoundException",
      "Invalid stage identifier specified",
    ],
    [
      "invalid HTTP method",
      (api) => client.send(new PutMethodCommand({ ...api, httpMethod: "FETCH", authorizationType: "NONE" })),
      "BadRequestException",
      "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
    ],
    [
      "Cognito without authorizer",
      (api) =>
        client.send(
          new PutMethodCommand({ ...api, httpMethod: "GET", authorizationType: "COGNITO_USER_POOLS" }),
        ),
      "BadRequestException",
      "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
    ],
    [
      "CUSTOM authorization",
      (api) => client.send(new PutMethodCommand({ ...api, httpMethod: "GET", authorizationType: "CUSTOM" })),
      "UnsupportedOperationException",
      "CUSTOM",
    ],
    [
      "API keys on a method",
      (api) =>
        client.send(
          new PutMethodCommand({
            ...api,
            httpMethod: "GET",
            authorizationType: "NONE",
            apiKeyRequired: true,
          }),
        ),
      "UnsupportedOperationException",
      "apiKeyRequired",
    ],
    [
      "authorizer of an unknown API",
      () =>
        client.send(
          new CreateAuthorizerCommand({
            restApiId: "nope",
            name: "a",
            type: "COGNITO_USER_POOLS",
            providerARNs: [POOL_ARN],
          }),
        ),
      "ConflictException",
      "Unable to complete operation due to concurrent modification. Please try again later.",
    ],
    [
      "Lambda authorizer",
      (api) => client.send(new CreateAuthorizerCommand({ ...api, name: "a", type: "TOKEN" })),
      "UnsupportedOperationException",
      "TOKEN",
    ],
    [
      "malformed pool ARN",
      (api) =>
        client.send(
          new CreateAuthorizerCommand({
            ...api,
            name: "a",
            type: "COGNITO_USER_POOLS",
            providerARNs: ["arn:aws:s3:::x"],
          }),
        ),
      "BadRequestException",
      "Invalid Cognito User Pool ARN",
    ],
    [
      "resource twice",
      (api) =>
        client.send(
          new CreateResourceCommand({ restApiId: api.restApiId, parentId: api.resourceId, pathPart: "open" }),
        ),
      "ConflictException",
      "Another resource with the same parent already has this name: open",
    ],
    [
      "path part with a slash",
      (api) =>
        client.send(
          new CreateResourceCommand({ restApiId: api.restApiId, parentId: api.resourceId, pathPart: "a/b" }),
        ),
      "BadRequestException",
      "Resource's path part only allow",
    ],
    [
      "deployment of an empty API",
      async () => {
        const { id = "" } = await client.send(new CreateRestApiCommand({ name: "empty" }));
        return client.send(new CreateDeploymentCommand({ restApiId: id }));
      },
      "BadRequestException",
      "The REST API doesn't contain any methods",
    ],
    [
      "stage of an unknown deployment",
      (api) => client.send(new CreateStageCommand({ ...api, stageName: "v1", deploymentId: "nope" })),
      "BadRequestException",
      "Deployment id does not exist",
    ],
    [
      "schema keyword",
      (api) =>
        client.send(
          new CreateModelCommand({ ...api, name: "A", contentType: "application/json", schema: '{"if":{}}' }),
        ),
      "UnsupportedOperationException",
      "Unsupported keyword if",
    ],
    [
      "usage plans",
      () => client.send(new CreateUsagePlanCommand({ name: "x" })),
      "UnsupportedOperationException",
      "CreateUsagePlan",
    ],
    [
      "an empty description",
      () => client.send(new CreateRestApiCommand({ name: "x", description: "" })),
      "BadRequestException",
      "Description cannot be an empty string",
    ],
    [
      "no endpoint type",
      () => client.send(new CreateRestApiCommand({ name: "x", endpointConfiguration: { types: [] } })),
      "BadRequestException",
      "REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.",
    ],
    [
      "two endpoint types",
      () =>
        client.send(
          new CreateRestApiCommand({ name: "x", endpointConfiguration: { types: ["EDGE", "REGIONAL"] } }),
        ),
      "BadRequestException",
      "Cannot create an api with multiple Endpoint Types.",
    ],
    [
      "one parameter name in header and query",
      (api) =>
        client.send(
          new PutMethodCommand({
            ...api,
            httpMethod: "GET",
            authorizationType: "NONE",
            requestParameters: { "method.request.header.a": true, "method.request.querystring.a": false },
          }),
        ),
      "BadRequestException",
      "Parameter names must be unique across querystring, header and path",
    ],
    [
      "an unknown model of a method",
      (api) =>
        client.send(
          new PutMethodCommand({
            ...api,
            httpMethod: "GET",
            authorizationType: "NONE",
            requestModels: { "application/json": "Nope" },
          }),
        ),
      "BadRequestException",
      "Invalid model identifier specified: Nope",
    ],
    [
      "an unknown model of a method's response",
      async (api) => {
        await client.send(new PutMethodCommand({ ...api, httpMethod: "GET", authorizationType: "NONE" }));
        const response = { ...api, httpMethod: "GET", statusCode: "200" };
        await client.send(
          new PutMethodResponseCommand({ ...response, responseModels: { "application/json": "Empty" } }),
        );
        return client.send(
          new PutMethodResponseCommand({
            ...response,
            statusCode: "201",
            responseModels: { "application/json": "Nope" },
          }),
        );
      },
      "BadRequestException",
      "Invalid model identifier specified: Nope",
    ],
    [
      "an empty schema",
      (api) =>
        client.send(
          new CreateModelCommand({ ...api, name: "A", contentType: "application/json", schema: "" }),
        ),
      "BadRequestException",
      "Model schema must have at least 1 property or array items defined",
    ],
    [
      "a gateway response that is not set",
      (api) => client.send(new DeleteGatewayResponseCommand({ ...api, responseType: "THROTTLED" })),
      "NotFoundException",
      "Gateway response type not defined on api",
    ],
    [
      "a variable beside a greedy one",
      async ({ restApiId, resourceId: parentId }) => {
        await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart: "{proxy+}" }));
        return client.send(new CreateResourceCommand({ restApiId, parentId, pathPart: "{id}" }));
      },
      "BadRequestException",
      "A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed",
    ],
    [
      "a greedy variable beside another one",
      async ({ restApiId, resourceId: parentId }) => {
        await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart: "{id}" }));
        return client.send(new CreateResourceCommand({ restApiId, parentId, pathPart: "{proxy+}" }));
      },
      "BadRequestException",
      "A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
    ],
    [
      "removing a method setting that is not there",
      async ({ restApiId }) => {
        await client.send(new CreateDeploymentCommand({ restApiId, stageName: "v1" }));
        const where = { restApiId, stageName: "v1" };
        const value = "5";
        const path = "/*/*/throttling/rateLimit";
        await client.send(
          new UpdateStageCommand({ ...where, patchOperations: [{ op: "replace", path, value }] }),
        );
        const remove = new UpdateStageCommand({
          ...where,
          patchOperations: [{ op: "remove", path: "/*/*" }],
        });
        expect((await client.send(remove)).methodSettings).toEqual({});
        return client.send(remove);
      },
      "BadRequestException",
      "Cannot remove method setting */* because there is no method setting for this method",
    ],
    [
      "unknown member",
      () => client.send(new CreateRestApiCommand({ name: "x", minimumCompressionSize: 1 })),
      "UnsupportedOperationException",
      "minimumCompressionSize",
    ],
    [
      "import that is no JSON",
      () => client.send(new ImportRestApiCommand({ body: Buffer.from("swagger: 2.0") })),
      "BadRequestException",
      "Invalid OpenAPI input",
    ],
  ];
  for (const [title, act, code, message] of CASES) {
    test(`${title}: ${code}`, async () => {
      const api = await made();

      const outcome = act(api);

      await expect(outcome).rejects.toMatchObject({ name: code, message: expect.stringContaining(message) });
    });
  }

  test("APIGW-16 DeleteAuthorizer: one that methods use stays", async () => {
    const { restApiId } = await made();
    const { items = [] } = await client.send(new GetAuthorizersCommand({ restApiId }));

    const outcome = client.send(new DeleteAuthorizerCommand({ restApiId, authorizerId: text(items[0]?.id) }));

    await expect(outcome).rejects.toMatchObject({ name: "ConflictException" });
  });

  test("APIGW-11 a caller whose policies do not allow it is refused with the sentence and nothing changes", async () => {
    service.fakes.allowed = false;

    const outcome = client.send(new CreateRestApiCommand({ name: "x" }));

    await expect(outcome).rejects.toMatchObject({
      name: "AccessDeniedException",
      $metadata: { httpStatusCode: 403 },
    });
    expect(service.fakes.decisions[0]).toMatchObject({
      action: "apigateway:POST",
      resource: "arn:aws:apigateway:eu-west-1::/restapis",
    });
    service.fakes.allowed = true;
    expect((await client.send(new GetRestApisCommand({}))).items).toEqual([]);
  });

  test("APIGW-11 an unsigned call changes nothing", async () => {
    const response = await fetch(`${url}/restapis`, { method: "POST", body: '{"name":"x"}' });

    expect(response.ok).toBe(false);
    expect((await client.send(new GetRestApisCommand({}))).items).toEqual([]);
  });
});
