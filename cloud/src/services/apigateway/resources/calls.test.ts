import { describe, expect, test } from "vitest";
import type { Properties, ResourceChange } from "../../../core/ports/resource-provider.ts";
import { createTestService, STACK } from "../testing/service.ts";

const RestApiId = "api0000001";
const api = { restApiId: RestApiId };
const place = { ...api, resourceId: "root", httpMethod: "GET" };
const stage = { ...api, stageName: "v1" };
const method = {
  RestApiId,
  ResourceId: "root",
  HttpMethod: "GET",
  Integration: { Type: "MOCK", IntegrationResponses: [{ StatusCode: "201" }] },
  MethodResponses: [{ StatusCode: "200" }],
};
const put = [
  { operation: "PutMethod", input: place },
  { operation: "PutIntegration", input: { ...place, credentials: undefined } },
  { operation: "PutMethodResponse", input: { ...place, statusCode: "200" } },
  { operation: "PutIntegrationResponse", input: { ...place, statusCode: "201" } },
];
const patch = (...path: string[]) => ({
  action: "apigateway:PATCH",
  resource: `arn:aws:apigateway:eu-west-1::/${["restapis", RestApiId, ...path].join("/")}`,
});

type Row = readonly [type: string, kind: ResourceChange["kind"], properties: Properties, calls: object[]];
const ROWS: readonly Row[] = [
  [
    "Account",
    "create",
    { CloudWatchRoleArn: "arn:aws:iam::123456789012:role/logs" },
    [
      {
        operation: "UpdateAccount",
        input: {
          patchOperations: [
            { op: "replace", path: "/cloudwatchRoleArn", value: "arn:aws:iam::123456789012:role/logs" },
          ],
        },
      },
    ],
  ],
  ["Account", "delete", {}, []],
  ["Authorizer", "create", { RestApiId }, [{ operation: "CreateAuthorizer", input: api }]],
  ["Authorizer", "update", { RestApiId }, [patch("authorizers", "it")]],
  [
    "Authorizer",
    "delete",
    { RestApiId },
    [{ operation: "DeleteAuthorizer", input: { ...api, authorizerId: "it" } }],
  ],
  ["Deployment", "create", { RestApiId }, [{ operation: "CreateDeployment", input: api }]],
  ["Deployment", "update", { RestApiId }, [patch("deployments", "it")]],
  [
    "Deployment",
    "update",
    { RestApiId, StageName: "v1" },
    [patch("deployments", "it"), { operation: "UpdateStage", input: stage }],
  ],
  [
    "Deployment",
    "delete",
    { RestApiId },
    [{ operation: "DeleteDeployment", input: { ...api, deploymentId: "it" } }],
  ],
  [
    "Deployment",
    "delete",
    { RestApiId, StageName: "v1" },
    [
      { operation: "DeleteStage", input: stage },
      { operation: "DeleteDeployment", input: { ...api, deploymentId: "it" } },
    ],
  ],
  [
    "GatewayResponse",
    "update",
    { RestApiId, ResponseType: "DEFAULT_4XX" },
    [{ operation: "PutGatewayResponse", input: { ...api, responseType: "DEFAULT_4XX" } }],
  ],
  [
    "GatewayResponse",
    "delete",
    { RestApiId, ResponseType: "DEFAULT_4XX" },
    [{ operation: "DeleteGatewayResponse", input: { ...api, responseType: "DEFAULT_4XX" } }],
  ],
  ["Method", "create", method, put],
  ["Method", "update", method, put],
  ["Method", "delete", method, [{ operation: "DeleteMethod", input: place }]],
  ["Model", "create", { RestApiId }, [{ operation: "CreateModel", input: api }]],
  ["Model", "update", { RestApiId }, [patch("models", "it")]],
  ["Model", "delete", { RestApiId }, [{ operation: "DeleteModel", input: { ...api, modelName: "it" } }]],
  ["RequestValidator", "create", { RestApiId }, [{ operation: "CreateRequestValidator", input: api }]],
  ["RequestValidator", "update", { RestApiId }, [patch("requestvalidators", "it")]],
  [
    "RequestValidator",
    "delete",
    { RestApiId },
    [{ operation: "DeleteRequestValidator", input: { ...api, requestValidatorId: "it" } }],
  ],
  [
    "Resource",
    "create",
    { RestApiId, ParentId: "root" },
    [{ operation: "CreateResource", input: { ...api, parentId: "root" } }],
  ],
  ["Resource", "update", { RestApiId, ParentId: "root" }, [patch("resources", "it")]],
  [
    "Resource",
    "delete",
    { RestApiId, ParentId: "root" },
    [{ operation: "DeleteResource", input: { ...api, resourceId: "it" } }],
  ],
  ["RestApi", "delete", {}, [{ operation: "DeleteRestApi", input: { restApiId: "it" } }]],
  [
    "Stage",
    "create",
    { RestApiId, StageName: "v1", Tags: [{ Key: "team", Value: "a" }] },
    [{ operation: "CreateStage", input: { ...stage, tags: { team: "a" } } }],
  ],
  ["Stage", "delete", { RestApiId, StageName: "v1" }, [{ operation: "DeleteStage", input: stage }]],
];

function changeOf(kind: ResourceChange["kind"], properties: Properties): ResourceChange {
  if (kind === "create") return { kind, properties };
  if (kind === "delete") return { kind, physicalId: "it", properties };
  return { kind, physicalId: "it", before: {}, after: properties };
}

describe("CFN-RIGHTS what changes of AWS::ApiGateway resources stand for", () => {
  test.each(ROWS)("CFN-RIGHTS %s: to %s %j", (type, kind, properties, calls) => {
    const provider = createTestService().provider(type);

    expect(provider.calls({ ...STACK, tags: {} }, changeOf(kind, properties))).toEqual(calls);
  });

  test("CFN-RIGHTS RestApi and Stage: tags that come and go are calls of their own", async () => {
    const service = createTestService();
    const context = { ...STACK, tags: {} };
    const tags = (key: string) => ({ Tags: [{ Key: key, Value: "a" }] });
    const made = await service.provider("RestApi").create(context, { Name: "plain", ...tags("old") });
    const restApiId = made.physicalId;
    const Swagger = { swagger: "2.0", info: { title: "plain" }, paths: {} };
    const resourceArn = `arn:aws:apigateway:eu-west-1::/restapis/${restApiId}`;

    const update = (after: Properties) =>
      service
        .provider("RestApi")
        .calls(context, { kind: "update", physicalId: restApiId, before: {}, after });

    expect(update({ ...tags("new"), Body: Swagger })).toEqual([
      { operation: "UpdateRestApi", input: { restApiId } },
      { operation: "PutRestApi", input: { restApiId } },
      { operation: "TagResource", input: { resourceArn, tags: { new: "a" } } },
      { operation: "UntagResource", input: { resourceArn, tagKeys: ["old"] } },
    ]);
    expect(update(tags("old"))).toEqual([{ operation: "UpdateRestApi", input: { restApiId } }]);
    const given = { RestApiId: restApiId, StageName: "v1", ...tags("new") };
    expect(
      service
        .provider("Stage")
        .calls(context, { kind: "update", physicalId: "v1", before: {}, after: given }),
    ).toEqual([
      { operation: "UpdateStage", input: { restApiId, stageName: "v1" } },
      { operation: "TagResource", input: { resourceArn: `${resourceArn}/stages/v1`, tags: { new: "a" } } },
    ]);
  });
});
