import { describe, expect, test } from "vitest";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createSqliteApiStore } from "../rest/control/model/sqlite-store.ts";
import { FUNCTION_URI, requestOf } from "../testing/fakes.ts";
import { samBody } from "../testing/sam-body.ts";
import { createTestService, STACK, type TestService } from "../testing/service.ts";

async function deploySam(service: TestService, body = samBody()) {
  const api = await service.provider("RestApi").create(STACK, { Body: body });
  const deployment = await service
    .provider("Deployment")
    .create(STACK, { RestApiId: api.physicalId, StageName: "Stage" });
  const stage = { RestApiId: api.physicalId, StageName: "v1", DeploymentId: deployment.physicalId };
  await service.provider("Stage").create(STACK, stage);
  return { apiId: api.physicalId, api, deploymentId: deployment.physicalId, stage };
}

function call(service: TestService, apiId: string, parts: Parameters<typeof requestOf>[0]) {
  const request = requestOf(parts);
  return service.execute(request, { apiId, path: request.path });
}

const LOGGING_ROLE = "arn:aws:iam::123456789012:role/logs";

describe("AWS::ApiGateway resources of a SAM API", () => {
  test("RestApi: Ref, GetAtt and what SAM emits is served", async () => {
    const service = createTestService();
    const { apiId, api } = await deploySam(service);
    service.fakes.tokens.set("a.b.c", { kind: "valid", tokenUse: "access", claims: { scope: "email" } });

    const open = await call(service, apiId, { path: "/v1/open" });
    const refused = await call(service, apiId, { path: "/v1/profile-image" });
    const passed = await call(service, apiId, {
      path: "/v1/profile-image",
      headers: { Authorization: "Bearer a.b.c" },
    });
    const admin = await call(service, apiId, {
      method: "POST",
      path: "/v1/gates/control",
      headers: { Authorization: "Bearer a.b.c" },
    });
    const preflight = await call(service, apiId, { method: "OPTIONS", path: "/v1/profile-image" });

    expect(apiId).toMatch(/^[a-z0-9]{10}$/);
    expect(api.attributes["RootResourceId"]).toMatch(/^[a-z0-9]{10}$/);
    expect([open.status, refused.status, passed.status, admin.status]).toEqual([200, 401, 200, 401]);
    expect(refused.headers["Access-Control-Allow-Origin"]).toBe("http://localhost:3000");
    expect([preflight.status, preflight.body]).toEqual([200, "{}\n"]);
    expect(preflight.headers["Access-Control-Allow-Methods"]).toBe("GET,OPTIONS");
    expect(service.fakes.invocations).toHaveLength(2);
  });

  test.each<[string, Record<string, Value>, string, string | undefined]>([
    ["swagger: 2.0", { swagger: 2, info: { title: "Mine", version: 1 } }, "Mine", "1"],
    ["openapi: '3.0'", { openapi: "3.0", info: { title: 5, version: 1.1 } }, "5", "1.1"],
    ["openapi: 3.0", { openapi: 3, info: { title: "Mine", version: true } }, "Mine", "true"],
    ["no info", { swagger: 2, info: null }, "homeapp-api", undefined],
  ])("RestApi: a body with %s, unquoted", async (_title, given, name, version) => {
    const { swagger: _, info: _info, securityDefinitions, ...rest } = samBody();
    const body =
      given["openapi"] === undefined
        ? { ...rest, securityDefinitions }
        : { ...rest, components: { securitySchemes: securityDefinitions } };
    const service = createTestService();
    const { apiId } = await deploySam(service, { ...body, ...given } as ReturnType<typeof samBody>);

    expect((await call(service, apiId, { path: "/v1/open" })).status).toBe(200);
    expect(createSqliteApiStore(service.database).findApi(apiId)).toMatchObject({
      name,
      ...(version === undefined ? {} : { version }),
    });
  });

  test.each([
    { swagger: 1.2 },
    { swagger: 3 },
    { swagger: "2.1" },
    { openapi: 2 },
    { openapi: "3.1.0" },
    { openapi: 3.1 },
  ])("RestApi: a body with %j is refused", async (given) => {
    const { swagger: _, ...rest } = samBody();
    const creation = createTestService()
      .provider("RestApi")
      .create(STACK, { Body: { ...rest, ...given } });
    await expect(creation).rejects.toThrow("Invalid OpenAPI input: only swagger 2.0 and openapi 3.0.x");
  });

  test("APIGW-15 Deployment: a change of the API is served only after the stage points to a new deployment", async () => {
    const service = createTestService();
    const { apiId, stage } = await deploySam(service);
    const paths = {
      "/new": {
        get: {
          "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri: FUNCTION_URI },
        },
      },
    };

    await service.provider("RestApi").update(STACK, apiId, {}, { Body: samBody({ paths }) });
    const before = await call(service, apiId, { path: "/v1/new" });
    const next = await service.provider("Deployment").create(STACK, { RestApiId: apiId });
    await service.provider("Stage").update(STACK, "v1", stage, { ...stage, DeploymentId: next.physicalId });
    const after = await call(service, apiId, { path: "/v1/new" });
    const gone = await call(service, apiId, { path: "/v1/open" });

    expect([before.status, after.status, gone.status]).toEqual([403, 200, 403]);
  });

  test("Deployment: one that a foreign stage uses stays; its own StageName goes with it", async () => {
    const service = createTestService();
    const { apiId, deploymentId, stage } = await deploySam(service);
    const properties = { RestApiId: apiId, StageName: "Stage" };
    const remove = () => service.provider("Deployment").delete(STACK, deploymentId, properties);

    await expect(remove()).rejects.toThrow(
      "Active stages pointing to this deployment must be moved or deleted",
    );
    const kept = await call(service, apiId, { path: "/Stage/open" });
    await service.provider("Stage").delete(STACK, "v1", stage);
    await remove();
    const gone = await call(service, apiId, { path: "/Stage/open" });
    await remove();

    expect([kept.status, gone.status]).toEqual([200, 403]);
  });

  test("Deployment: a changed StageDescription is applied, an unchanged one leaves the stage alone", async () => {
    const service = createTestService();
    const { apiId, deploymentId } = await deploySam(service);
    const provider = service.provider("Deployment");
    const stage = () => createSqliteApiStore(service.database).findStage(apiId, "Stage");
    const first = { RestApiId: apiId, StageName: "Stage" };
    const second = {
      ...first,
      StageDescription: {
        Description: "new",
        Variables: { a: "b" },
        TracingEnabled: true,
        MethodSettings: [
          { ResourcePath: "/*", HttpMethod: "*", ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 },
        ],
        Tags: [{ Key: "team", Value: "gates" }],
      },
    };
    const third = { ...first, StageDescription: { Variables: { a: "c" } } };

    await provider.update(STACK, deploymentId, first, second);
    expect(stage()).toMatchObject({
      description: "new",
      variables: { a: "b" },
      tracingEnabled: true,
      tags: { team: "gates", ...STACK.tags },
      deploymentId,
    });
    expect((await call(service, apiId, { path: "/Stage/open" })).status).toBe(429);

    await provider.update(STACK, deploymentId, second, third);
    expect(stage()).toMatchObject({ variables: { a: "c" }, tracingEnabled: false, tags: STACK.tags });
    expect(stage()?.description).toBeUndefined();
    expect((await call(service, apiId, { path: "/Stage/open" })).status).toBe(200);
    expect(JSON.parse(String(service.fakes.invocations.at(-1)?.payload)).stageVariables).toEqual({ a: "c" });

    const other = stage();
    if (other !== undefined)
      createSqliteApiStore(service.database).saveStage({ ...other, description: "by hand" });
    await provider.update(STACK, deploymentId, third, { ...third, Description: "told anew" });
    expect(stage()).toMatchObject({ description: "by hand", variables: { a: "c" } });
  });

  test.each([
    ["alone", {}, 429],
    [
      "beside a list that says otherwise",
      {
        MethodSettings: [
          { ResourcePath: "/*", HttpMethod: "*", ThrottlingRateLimit: 9, ThrottlingBurstLimit: 9 },
        ],
      },
      200,
    ],
  ])("Deployment: limits of all methods in StageDescription, %s", async (_title, more, status) => {
    const service = createTestService();
    const { apiId, deploymentId } = await deploySam(service);
    const before = { RestApiId: apiId, StageName: "Stage" };
    const StageDescription = {
      ThrottlingRateLimit: 0,
      ThrottlingBurstLimit: 0,
      MetricsEnabled: true,
      ...more,
    };

    await service.provider("Deployment").update(STACK, deploymentId, before, { ...before, StageDescription });

    expect((await call(service, apiId, { path: "/Stage/open" })).status).toBe(status);
    const stage = createSqliteApiStore(service.database).findStage(apiId, "Stage");
    expect(stage?.methodSettings?.["*/*"]?.metricsEnabled).toBe(true);
  });

  test("Stage: deleted with everything else, nothing is served and deleting again succeeds", async () => {
    const service = createTestService();
    const { apiId, stage } = await deploySam(service);
    expect((await call(service, apiId, { path: "/v1/open" })).status).toBe(200);

    await service.provider("RestApi").delete(STACK, apiId, {});

    const response = await call(service, apiId, { path: "/v1/open" });
    expect([response.status, response.body]).toEqual([403, '{"message":"Forbidden"}']);
    await service.provider("RestApi").delete(STACK, apiId, {});
    await service.provider("Stage").delete(STACK, "v1", stage);
  });

  test("Stage: method settings throttle, variables and access logs arrive", async () => {
    const service = createTestService();
    const { apiId, stage } = await deploySam(service);
    await call(service, apiId, { path: "/v1/open" });
    service.fakes.invocations.length = 0;
    await service.provider("Account").create(STACK, { CloudWatchRoleArn: LOGGING_ROLE });
    await service.provider("Stage").update(STACK, "v1", stage, {
      ...stage,
      Variables: { mode: "test" },
      MethodSettings: [
        { ResourcePath: "/~1open", HttpMethod: "GET", ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 },
      ],
      AccessLogSetting: {
        DestinationArn: "arn:log:*",
        Format: "$context.requestId $context.status $context.error.message",
      },
    });

    const first = await call(service, apiId, { path: "/v1/open" });
    const second = await call(service, apiId, { path: "/v1/open" });
    service.fakes.clock.advanceSeconds(1);
    const third = await call(service, apiId, { path: "/v1/open" });

    expect([first.status, second.status, third.status]).toEqual([200, 429, 200]);
    const event = JSON.parse(String(service.fakes.invocations[0]?.payload)) as { stageVariables: unknown };
    expect(event.stageVariables).toEqual({ mode: "test" });
    const id = "11111111-2222-4333-8444-555555555555";
    expect(service.fakes.logLines).toEqual([
      { destination: "arn:log", line: `${id} 200 -` },
      { destination: "arn:log", line: `${id} 429 Too Many Requests` },
      { destination: "arn:log", line: `${id} 200 -` },
    ]);
  });

  test.each([
    ["an access log", { AccessLogSetting: { DestinationArn: "arn:log", Format: "$context.requestId" } }],
    ["an execution log", { MethodSettings: [{ ResourcePath: "/*", HttpMethod: "*", LoggingLevel: "INFO" }] }],
  ])("Stage: %s without the account's role for it is refused with AWS's text", async (_name, logging) => {
    const service = createTestService();
    const { stage } = await deploySam(service);
    const update = () => service.provider("Stage").update(STACK, "v1", stage, { ...stage, ...logging });

    await expect(update()).rejects.toMatchObject({
      code: "BadRequestException",
      message: "CloudWatch Logs role ARN must be set in account settings to enable logging",
    });
    await service.provider("Account").create(STACK, { CloudWatchRoleArn: LOGGING_ROLE });
    expect(await update()).toMatchObject({ physicalId: "v1" });
  });

  test("a restart serves the same deployments from the store", async () => {
    const database = openDatabase(":memory:");
    const { apiId } = await deploySam(createTestService(database));

    const restarted = createTestService(database);
    const response = await call(restarted, apiId, { path: "/v1/open" });

    expect(response.status).toBe(200);
  });
});

describe("AWS::ApiGateway resources one by one", () => {
  test("Resource, Authorizer, Validator, Model, Method, GatewayResponse make a guarded API", async () => {
    const service = createTestService();
    const { physicalId: RestApiId, attributes } = await service
      .provider("RestApi")
      .create(STACK, { Name: "plain" });
    const { physicalId: ResourceId } = await service
      .provider("Resource")
      .create(STACK, { RestApiId, ParentId: attributes["RootResourceId"] ?? "", PathPart: "items" });
    const validator = await service
      .provider("RequestValidator")
      .create(STACK, { RestApiId, ValidateRequestBody: true });
    const model = await service.provider("Model").create(STACK, {
      RestApiId,
      Name: "Item",
      Schema: { type: "object", required: ["name"] },
    });
    await service
      .provider("GatewayResponse")
      .create(STACK, { RestApiId, ResponseType: "BAD_REQUEST_BODY", StatusCode: "422" });
    await service.provider("Method").create(STACK, {
      RestApiId,
      ResourceId,
      HttpMethod: "POST",
      AuthorizationType: "NONE",
      RequestValidatorId: validator.physicalId,
      RequestModels: { "application/json": model.physicalId },
      Integration: { Type: "AWS_PROXY", IntegrationHttpMethod: "POST", Uri: FUNCTION_URI },
    });
    await service.provider("Deployment").create(STACK, { RestApiId, StageName: "v1" });

    const good = await call(service, RestApiId, { method: "POST", path: "/v1/items", body: '{"name":"x"}' });
    const bad = await call(service, RestApiId, { method: "POST", path: "/v1/items", body: "{}" });

    expect([good.status, bad.status, bad.body]).toEqual([200, 422, '{"message":"Invalid request body"}']);
    expect(service.fakes.invocations).toHaveLength(1);
  });

  const refused: readonly [string, string, Record<string, never> | object][] = [
    [
      "RestApi with a private endpoint",
      "RestApi",
      { Name: "x", EndpointConfiguration: { Types: ["PRIVATE"] } },
    ],
    ["RestApi in mode merge", "RestApi", { Name: "x", Mode: "merge" }],
    ["Authorizer of type TOKEN", "Authorizer", { Type: "TOKEN", Name: "x" }],
    ["Authorizer of type REQUEST", "Authorizer", { Type: "REQUEST", Name: "x" }],
  ];
  for (const [title, type, properties] of refused) {
    test(`${title} is refused by name`, async () => {
      const service = createTestService();
      const { physicalId } = await service.provider("RestApi").create(STACK, { Name: "plain" });

      const creation = service.provider(type).create(STACK, { RestApiId: physicalId, ...properties });

      await expect(creation).rejects.toMatchObject({ code: "UnsupportedOperationException" });
    });
  }
});

describe("APIGW-20 credentials of integrations", () => {
  const CREDENTIALS = "arn:aws:iam::123456789012:role/invoker";
  const PASSING = {
    action: "iam:PassRole",
    resource: CREDENTIALS,
    context: { "iam:PassedToService": "apigateway.amazonaws.com" },
  };

  test("APIGW-20 whoever deploys a body must be allowed to pass its roles, each once", () => {
    const operation = { "x-amazon-apigateway-integration": { credentials: CREDENTIALS } };
    const body = { paths: { "/a": { get: operation, post: operation }, "/b": { get: {} } } };
    const callsOf = (Body: Value) =>
      createTestService().provider("RestApi").calls(STACK, { kind: "create", properties: { Body } });

    expect(callsOf(body).filter((it) => "action" in it)).toEqual([PASSING]);
    expect(callsOf(JSON.stringify(body)).filter((it) => "action" in it)).toEqual([PASSING]);
    const own = { "x-amazon-apigateway-integration": { credentials: "arn:aws:iam::*:user/*" } };
    expect(callsOf({ paths: { "/a": { get: own } } }).filter((it) => "action" in it)).toEqual([]);
    expect(callsOf({ paths: {} }).filter((it) => "action" in it)).toEqual([]);
  });

  test("APIGW-20 AWS::ApiGateway::Method: its Credentials are those of the integration", async () => {
    const service = createTestService();
    const api = await service.provider("RestApi").create(STACK, { Name: "plain" });
    const properties = {
      RestApiId: api.physicalId,
      ResourceId: api.attributes["RootResourceId"] ?? "",
      HttpMethod: "GET",
      Integration: {
        Type: "AWS_PROXY",
        IntegrationHttpMethod: "POST",
        Uri: FUNCTION_URI,
        Credentials: CREDENTIALS,
      },
    };
    const provider = service.provider("Method");
    await provider.create(STACK, properties);
    await service.provider("Deployment").create(STACK, { RestApiId: api.physicalId, StageName: "v1" });

    const refused = await call(service, api.physicalId, { path: "/v1/" });
    service.fakes.trust.set(CREDENTIALS, undefined);
    const passed = await call(service, api.physicalId, { path: "/v1/" });

    expect([refused.status, passed.status]).toEqual([500, 200]);
    expect(service.fakes.invocations).toMatchObject([{ caller: { kind: "role", roleArn: CREDENTIALS } }]);
    expect(provider.calls(STACK, { kind: "create", properties })).toContainEqual({
      operation: "PutIntegration",
      input: expect.objectContaining({ credentials: CREDENTIALS }),
    });
  });
});
