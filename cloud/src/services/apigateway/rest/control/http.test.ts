import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  DeleteMethodCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
  GetAccountCommand,
  GetAuthorizersCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetGatewayResponseCommand,
  GetGatewayResponsesCommand,
  GetIntegrationCommand,
  GetMethodCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetTagsCommand,
  ImportRestApiCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  PutRestApiCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAccountCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FUNCTION_URI, POOL_ARN } from "../../testing/fakes.ts";
import { call, serveManagement } from "../../testing/management.ts";
import { samBody } from "../../testing/sam-body.ts";
import type { TestService } from "../../testing/service.ts";

let service: TestService;
let client: APIGatewayClient;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ service, client, close } = await serveManagement());
});
afterEach(() => close());

const text = (value: string | undefined): string => value ?? "";

describe("management API with the AWS SDK", () => {
  test("CreateRestApi … CreateStage: an API made by hand is served after its deployment", async () => {
    const api = await client.send(new CreateRestApiCommand({ name: "hand", tags: { a: "b" } }));
    const restApiId = text(api.id);
    const resource = await client.send(
      new CreateResourceCommand({ restApiId, parentId: text(api.rootResourceId), pathPart: "x" }),
    );
    const where = { restApiId, resourceId: text(resource.id), httpMethod: "GET" };
    await client.send(new PutMethodCommand({ ...where, authorizationType: "NONE" }));
    await client.send(
      new PutIntegrationCommand({
        ...where,
        type: "AWS_PROXY",
        integrationHttpMethod: "POST",
        uri: FUNCTION_URI,
      }),
    );
    const mock = { ...where, httpMethod: "OPTIONS" };
    await client.send(new PutMethodCommand({ ...mock, authorizationType: "NONE" }));
    await client.send(
      new PutIntegrationCommand({
        ...mock,
        type: "MOCK",
        requestTemplates: { "application/json": '{"statusCode":200}' },
      }),
    );
    await client.send(
      new PutMethodResponseCommand({
        ...mock,
        statusCode: "200",
        responseParameters: { "method.response.header.A": false },
      }),
    );
    await client.send(
      new PutIntegrationResponseCommand({
        ...mock,
        statusCode: "200",
        responseParameters: { "method.response.header.A": "'b'" },
      }),
    );
    const undeployed = await call(service, restApiId, "/v1/x");
    const deployment = await client.send(new CreateDeploymentCommand({ restApiId }));
    await client.send(
      new CreateStageCommand({ restApiId, stageName: "v1", deploymentId: text(deployment.id) }),
    );

    const served = await call(service, restApiId, "/v1/x");
    const preflight = await call(service, restApiId, "/v1/x", "OPTIONS");
    await client.send(new DeleteMethodCommand(where));
    const stillServed = await call(service, restApiId, "/v1/x");
    const asked = { restApiId, deploymentId: text(deployment.id) };
    const summary = await client.send(new GetDeploymentCommand({ ...asked, embed: ["apisummary"] }));
    const plain = await client.send(new GetDeploymentCommand(asked));

    expect(summary.apiSummary).toEqual({
      "/x": {
        GET: { authorizationType: "NONE", apiKeyRequired: false },
        OPTIONS: { authorizationType: "NONE", apiKeyRequired: false },
      },
    });
    expect(plain.apiSummary).toBeUndefined();
    expect(api).toMatchObject({
      id: expect.stringMatching(/^[a-z0-9]{10}$/),
      name: "hand",
      apiKeySource: "HEADER",
      tags: { a: "b" },
      disableExecuteApiEndpoint: false,
      endpointConfiguration: { types: ["EDGE"], ipAddressType: "ipv4" },
      createdDate: new Date("2026-09-03T08:05:09Z"),
    });
    expect([undeployed.status, served.status, preflight.status, stillServed.status]).toEqual([
      403, 200, 200, 200,
    ]);
    expect(preflight.headers["A"]).toBe("b");
  });

  test("ImportRestApi: authorizers, methods, integrations and NONE as AWS imports them", async () => {
    const api = await client.send(new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(samBody())) }));
    const restApiId = text(api.id);
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId, embed: ["methods"] }));
    const authorizers = await client.send(new GetAuthorizersCommand({ restApiId }));
    const gates = items.find((it) => it.path === "/gates/control");
    const open = items.find((it) => it.path === "/open");
    const where = { restApiId, resourceId: text(gates?.id), httpMethod: "POST" };

    expect(api.name).toBe("homeapp-api");
    expect(items.map((it) => it.path).sort()).toEqual([
      "/",
      "/gates",
      "/gates/control",
      "/open",
      "/profile-image",
    ]);
    expect(authorizers.items).toEqual([
      {
        id: expect.stringMatching(/^[a-z0-9]{6}$/),
        name: "CognitoAuthorizer",
        type: "COGNITO_USER_POOLS",
        providerARNs: [POOL_ARN],
        authType: "cognito_user_pools",
        identitySource: "method.request.header.Authorization",
      },
    ]);
    expect(await client.send(new GetMethodCommand(where))).toMatchObject({
      authorizationType: "COGNITO_USER_POOLS",
      authorizerId: authorizers.items?.[0]?.id,
      authorizationScopes: ["Admins-client"],
    });
    expect(await client.send(new GetIntegrationCommand(where))).toMatchObject({
      type: "AWS_PROXY",
      httpMethod: "POST",
      uri: FUNCTION_URI,
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutInMillis: 29_000,
      cacheKeyParameters: [],
    });
    expect(open?.resourceMethods?.["GET"]?.authorizationType).toBe("NONE");
  });

  test("PutRestApi: overwrite keeps the ids of what stays; merge is refused by name", async () => {
    const api = await client.send(new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(samBody())) }));
    const restApiId = text(api.id);
    const before = await client.send(new GetResourcesCommand({ restApiId }));
    const body = Buffer.from(JSON.stringify(samBody()));

    await client.send(new PutRestApiCommand({ restApiId, mode: "overwrite", body }));
    const after = await client.send(new GetResourcesCommand({ restApiId }));
    const merge = client.send(new PutRestApiCommand({ restApiId, mode: "merge", body }));

    const ids = (list: typeof before) => list.items?.map((it) => `${it.path} ${it.id}`).sort();
    expect(ids(after)).toEqual(ids(before));
    await expect(merge).rejects.toMatchObject({ name: "UnsupportedOperationException" });
  });

  test("UpdateRestApi, UpdateStage, UpdateAccount, tags: what is patched is there, the rest refused", async () => {
    const api = await client.send(new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(samBody())) }));
    const restApiId = text(api.id);
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: "v1" }));
    const replace = (path: string, value: string) => ({ op: "replace" as const, path, value });

    const renamed = await client.send(
      new UpdateRestApiCommand({ restApiId, patchOperations: [replace("/name", "new")] }),
    );
    const stage = await client.send(
      new UpdateStageCommand({
        restApiId,
        stageName: "v1",
        patchOperations: [
          replace("/variables/a", "b"),
          replace("/*/*/throttling/burstLimit", "7"),
          replace("/~1open/GET/throttling/rateLimit", "3"),
        ],
      }),
    );
    const account = await client.send(
      new UpdateAccountCommand({ patchOperations: [replace("/cloudwatchRoleArn", "arn:aws:iam::1:role/x")] }),
    );
    const resourceArn = `arn:aws:apigateway:eu-west-1::/restapis/${restApiId}`;
    await client.send(new TagResourceCommand({ resourceArn, tags: { a: "1", b: "2" } }));
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["a"] }));

    expect(renamed.name).toBe("new");
    expect(stage.variables).toEqual({ a: "b" });
    expect(stage.methodSettings).toMatchObject({
      "*/*": { throttlingBurstLimit: 7 },
      "open/GET": { throttlingRateLimit: 3 },
    });
    expect(account.cloudwatchRoleArn).toBe("arn:aws:iam::1:role/x");
    expect((await client.send(new GetAccountCommand({}))).throttleSettings).toEqual({
      burstLimit: 5000,
      rateLimit: 10_000,
    });
    expect((await client.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ b: "2" });
    await expect(
      client.send(
        new UpdateRestApiCommand({ restApiId, patchOperations: [replace("/minimumCompressionSize", "1")] }),
      ),
    ).rejects.toMatchObject({ name: "UnsupportedOperationException" });
    await expect(
      client.send(
        new UpdateStageCommand({
          restApiId,
          stageName: "v1",
          patchOperations: [replace("/cacheClusterEnabled", "true")],
        }),
      ),
    ).rejects.toMatchObject({ name: "UnsupportedOperationException" });
  });

  test("gateway responses, models, validators, lists", async () => {
    const { id = "", rootResourceId = "" } = await client.send(new CreateRestApiCommand({ name: "lists" }));
    await client.send(
      new PutGatewayResponseCommand({ restApiId: id, responseType: "UNAUTHORIZED", statusCode: "418" }),
    );
    await client.send(
      new CreateModelCommand({
        restApiId: id,
        name: "A",
        contentType: "application/json",
        schema: '{"type":"string"}',
      }),
    );
    const validator = await client.send(
      new CreateRequestValidatorCommand({ restApiId: id, name: "v", validateRequestBody: true }),
    );

    const own = await client.send(
      new GetGatewayResponseCommand({ restApiId: id, responseType: "UNAUTHORIZED" }),
    );
    const other = await client.send(
      new GetGatewayResponseCommand({ restApiId: id, responseType: "THROTTLED" }),
    );
    const all = await client.send(new GetGatewayResponsesCommand({ restApiId: id }));
    const models = await client.send(new GetModelsCommand({ restApiId: id }));
    const apis = await client.send(new GetRestApisCommand({}));

    expect([own.statusCode, own.defaultResponse, other.statusCode, other.defaultResponse]).toEqual([
      "418",
      false,
      "429",
      true,
    ]);
    expect(all.items).toHaveLength(21);
    expect(models.items?.map((it) => it.name)).toEqual(["Empty", "Error", "A"]);
    expect(validator).toMatchObject({
      name: "v",
      validateRequestBody: true,
      validateRequestParameters: false,
    });
    expect(apis.items?.map((it) => [it.id, it.rootResourceId])).toEqual([[id, rootResourceId]]);
  });

  test("DeleteStage, DeleteDeployment, DeleteRestApi: nothing is served afterwards", async () => {
    const { id = "" } = await client.send(
      new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(samBody())) }),
    );
    const deployment = await client.send(new CreateDeploymentCommand({ restApiId: id, stageName: "v1" }));
    const where = { restApiId: id, deploymentId: text(deployment.id) };
    expect((await call(service, id, "/v1/open")).status).toBe(200);

    await expect(client.send(new DeleteDeploymentCommand(where))).rejects.toThrow("Active stages");
    await client.send(new DeleteStageCommand({ restApiId: id, stageName: "v1" }));
    expect((await call(service, id, "/v1/open")).status).toBe(403);
    await client.send(new DeleteDeploymentCommand(where));
    expect((await client.send(new GetDeploymentsCommand({ restApiId: id }))).items).toEqual([]);
    expect((await client.send(new GetStagesCommand({ restApiId: id }))).item).toEqual([]);
    await client.send(new DeleteRestApiCommand({ restApiId: id }));
    await expect(client.send(new GetRestApiCommand({ restApiId: id }))).rejects.toThrow(
      `Invalid API identifier specified 123456789012:${id}`,
    );
  });
});
