import { describe, expect, test } from "vitest";
import { noTrace } from "../../../../core/ports/trace.ts";
import { openObject } from "../../../../core/testing/open-object.ts";
import {
  type AccessRow,
  type AccessWorld,
  describeAccess,
  type Needed,
  roleWith,
  send,
} from "../../../../iam/testing/access-table.ts";
import { createTestAccount } from "../../../../iam/testing/account.ts";
import { openDatabase } from "../../../../store/sqlite.ts";
import { serviceModel } from "../../../../wire/models/index.ts";
import { createAuthentication } from "../../../../wire/sigv4/index.ts";
import { UNSUPPORTED_HTTP_OPERATIONS } from "../../http/unsupported-operations.ts";
import { createApiGatewayService } from "../../index.ts";
import { createFakes, FUNCTION_URI, POOL_ARN } from "../../testing/fakes.ts";
import { samBody } from "../../testing/sam-body.ts";
import { API_ID, api, method } from "../../testing/stage.ts";
import { createSqliteApiStore } from "./model/sqlite-store.ts";

const account = createTestAccount();
const database = openDatabase(":memory:");
const gateway = createApiGatewayService({
  ...createFakes().context,
  objectReader: {
    readingOf: openObject,
    readObject: () => Promise.reject(new Error("Nothing is read here")),
  },
  database,
  clock: account.clock,
  authentication: createAuthentication({
    keys: account.identities,
    clock: account.clock,
    region: account.scope.region,
  }),
  authorization: account.authorization,
  trace: noTrace,
});
const store = createSqliteApiStore(database);
const world = (): AccessWorld => ({ ...account, service: gateway.http, signingName: "apigateway" });

const LOGGING_ROLE = `arn:aws:iam::${account.scope.accountId}:role/logging`;
const PASSING = { action: "iam:PassRole", type: "role", values: { RoleNameWithPath: "logging" } };
const API = `/restapis/${API_ID}`;
const METHOD = `${API}/resources/root/methods/GET`;
const TAGS = `/tags/${encodeURIComponent(`arn:aws:apigateway:${account.scope.region}::${API}`)}`;

const needs = (verb: string, type: string, values: Record<string, string> = {}): readonly Needed[] => [
  { action: `apigateway:${verb}`, type, values: { RestApiId: API_ID, ...values } },
];
const part = (name: string) =>
  ({
    authorizer: { AuthorizerId: "auth01" },
    deployment: { DeploymentId: "dep002" },
    leaf: { ResourceId: "leaf" },
    method: { ResourceId: "root", HttpMethodType: "GET" },
    model: { ModelName: "M" },
    response: { ResponseType: "UNAUTHORIZED" },
    stage: { StageName: "v1" },
    tags: { UrlEncodedResourceARN: TAGS.slice("/tags/".length) },
    validator: { RequestValidatorId: "val001" },
  })[name];
const on = (verb: string, type: string, name: Parameters<typeof part>[0]) => needs(verb, type, part(name));

const AUTHORIZER = { name: "a", type: "COGNITO_USER_POOLS", providerARNs: [POOL_ARN] };
const OPEN_API = JSON.stringify(
  samBody(),
  // Every integration has a role.
  (name, value: unknown) =>
    name === "x-amazon-apigateway-integration" ? { ...(value as object), credentials: LOGGING_ROLE } : value,
);

const ROWS: Readonly<Record<string, AccessRow>> = {
  CreateAuthorizer: {
    call: `POST ${API}/authorizers`,
    body: AUTHORIZER,
    needs: needs("POST", "Authorizers"),
  },
  CreateDeployment: { call: `POST ${API}/deployments`, body: {}, needs: needs("POST", "Deployments") },
  CreateModel: {
    call: `POST ${API}/models`,
    body: { name: "N", contentType: "application/json", schema: "{}" },
    needs: needs("POST", "Models"),
  },
  CreateRequestValidator: {
    call: `POST ${API}/requestvalidators`,
    body: { name: "v" },
    needs: needs("POST", "RequestValidators"),
  },
  CreateResource: {
    call: `POST ${API}/resources/leaf`,
    body: { pathPart: "x" },
    needs: on("POST", "Resource", "leaf"),
  },
  CreateRestApi: {
    call: "POST /restapis",
    body: { name: "x", tags: { a: "b" } },
    needs: needs("POST", "RestApis"),
  },
  CreateStage: {
    call: `POST ${API}/stages`,
    body: { stageName: "v2", deploymentId: "dep001", tags: { a: "b" } },
    needs: needs("POST", "Stages"),
  },
  DeleteAuthorizer: {
    call: `DELETE ${API}/authorizers/auth01`,
    needs: on("DELETE", "Authorizer", "authorizer"),
  },
  DeleteDeployment: {
    call: `DELETE ${API}/deployments/dep002`,
    needs: on("DELETE", "Deployment", "deployment"),
  },
  DeleteGatewayResponse: {
    call: `DELETE ${API}/gatewayresponses/UNAUTHORIZED`,
    needs: on("DELETE", "GatewayResponse", "response"),
  },
  DeleteIntegration: { call: `DELETE ${METHOD}/integration`, needs: on("DELETE", "Integration", "method") },
  DeleteMethod: { call: `DELETE ${METHOD}`, needs: on("DELETE", "Method", "method") },
  DeleteModel: { call: `DELETE ${API}/models/M`, needs: on("DELETE", "Model", "model") },
  DeleteRequestValidator: {
    call: `DELETE ${API}/requestvalidators/val001`,
    needs: on("DELETE", "RequestValidator", "validator"),
  },
  DeleteResource: { call: `DELETE ${API}/resources/leaf`, needs: on("DELETE", "Resource", "leaf") },
  DeleteRestApi: { call: `DELETE ${API}`, needs: needs("DELETE", "RestApi") },
  DeleteStage: { call: `DELETE ${API}/stages/v1`, needs: on("DELETE", "Stage", "stage") },
  GetAccount: { call: "GET /account", needs: needs("GET", "Account") },
  GetAuthorizer: { call: `GET ${API}/authorizers/auth01`, needs: on("GET", "Authorizer", "authorizer") },
  GetAuthorizers: { call: `GET ${API}/authorizers`, needs: needs("GET", "Authorizers") },
  GetDeployment: { call: `GET ${API}/deployments/dep002`, needs: on("GET", "Deployment", "deployment") },
  GetDeployments: { call: `GET ${API}/deployments`, needs: needs("GET", "Deployments") },
  GetGatewayResponse: {
    call: `GET ${API}/gatewayresponses/UNAUTHORIZED`,
    needs: on("GET", "GatewayResponse", "response"),
  },
  GetGatewayResponses: { call: `GET ${API}/gatewayresponses`, needs: needs("GET", "GatewayResponses") },
  GetIntegration: { call: `GET ${METHOD}/integration`, needs: on("GET", "Integration", "method") },
  GetMethod: { call: `GET ${METHOD}`, needs: on("GET", "Method", "method") },
  GetModel: { call: `GET ${API}/models/M`, needs: on("GET", "Model", "model") },
  GetModels: { call: `GET ${API}/models`, needs: needs("GET", "Models") },
  GetRequestValidator: {
    call: `GET ${API}/requestvalidators/val001`,
    needs: on("GET", "RequestValidator", "validator"),
  },
  GetRequestValidators: { call: `GET ${API}/requestvalidators`, needs: needs("GET", "RequestValidators") },
  GetResource: { call: `GET ${API}/resources/leaf`, needs: on("GET", "Resource", "leaf") },
  GetResources: { call: `GET ${API}/resources?embed=methods`, needs: needs("GET", "Resources") },
  GetRestApi: { call: `GET ${API}`, needs: needs("GET", "RestApi") },
  GetRestApis: { call: "GET /restapis?limit=1", needs: needs("GET", "RestApis") },
  GetStage: { call: `GET ${API}/stages/v1`, needs: on("GET", "Stage", "stage") },
  GetStages: { call: `GET ${API}/stages`, needs: needs("GET", "Stages") },
  GetTags: { call: `GET ${TAGS}`, needs: on("GET", "Tags", "tags") },
  ImportRestApi: {
    call: "POST /restapis?mode=import",
    body: OPEN_API,
    needs: [...needs("POST", "RestApis"), PASSING],
  },
  PutGatewayResponse: {
    call: `PUT ${API}/gatewayresponses/UNAUTHORIZED`,
    body: { statusCode: "418" },
    needs: on("PUT", "GatewayResponse", "response"),
  },
  PutIntegration: {
    call: `PUT ${METHOD}/integration`,
    body: { type: "AWS_PROXY", httpMethod: "POST", uri: FUNCTION_URI, credentials: LOGGING_ROLE },
    needs: [...on("PUT", "Integration", "method"), PASSING],
  },
  PutIntegrationResponse: {
    call: `PUT ${METHOD}/integration/responses/200`,
    body: {},
    needs: needs("PUT", "IntegrationResponse", { ...part("method"), StatusCode: "200" }),
  },
  PutMethod: {
    call: `PUT ${API}/resources/leaf/methods/POST`,
    body: { authorizationType: "NONE" },
    needs: needs("PUT", "Method", { ResourceId: "leaf", HttpMethodType: "POST" }),
  },
  PutMethodResponse: {
    call: `PUT ${METHOD}/responses/200`,
    body: {},
    needs: needs("PUT", "MethodResponse", { ...part("method"), StatusCode: "200" }),
  },
  PutRestApi: {
    call: `PUT ${API}?mode=overwrite`,
    body: OPEN_API,
    needs: [...needs("PUT", "RestApi"), PASSING],
  },
  TagResource: { call: `PUT ${TAGS}`, body: { tags: { a: "b" } }, needs: on("PUT", "Tags", "tags") },
  UntagResource: { call: `DELETE ${TAGS}?tagKeys=a`, needs: on("DELETE", "Tags", "tags") },
  UpdateAccount: {
    call: "PATCH /account",
    body: { patchOperations: [{ op: "replace", path: "/cloudwatchRoleArn", value: LOGGING_ROLE }] },
    needs: [...needs("PATCH", "Account"), PASSING],
  },
  UpdateRestApi: { call: `PATCH ${API}`, body: { patchOperations: [] }, needs: needs("PATCH", "RestApi") },
  UpdateStage: {
    call: `PATCH ${API}/stages/v1`,
    body: { patchOperations: [] },
    needs: on("PATCH", "Stage", "stage"),
  },
};

/** What AWS's model has in addition to the table. */
function notServed() {
  const model = serviceModel("apigateway");
  const names = model.operationNames.filter((name) => !Object.hasOwn(ROWS, name));
  return names.map((name) => ({ name, method: "", uri: "", ...model.operation(name)?.http }));
}

/** One API with one of everything, its ids known. */
async function prepare(): Promise<void> {
  for (const { id } of store.listApis()) store.deleteApi(id);
  const snapshot = api(
    {},
    {
      resources: [
        { id: "root", path: "/", methods: { GET: method("GET") } },
        { id: "leaf", parentId: "root", pathPart: "leaf", path: "/leaf", methods: {} },
      ],
      models: [{ id: "mod001", name: "M", contentType: "application/json", schema: "{}" }],
      requestValidators: [
        { id: "val001", name: "v0", validateRequestBody: false, validateRequestParameters: false },
      ],
      gatewayResponses: [{ responseType: "UNAUTHORIZED", responseParameters: {}, responseTemplates: {} }],
    },
  );
  store.saveApi(snapshot);
  for (const id of ["dep001", "dep002"]) {
    store.saveDeployment({ id, restApiId: API_ID, createdDate: 0, snapshot });
  }
  store.saveStage({
    restApiId: API_ID,
    stageName: "v1",
    deploymentId: "dep001",
    methodSettings: {},
    tracingEnabled: false,
    tags: {},
    createdDate: 0,
    lastUpdatedDate: 0,
  });
}

describeAccess({
  rule: "APIGW-11",
  world,
  operations: () => gateway.http.operations.map(({ name }) => name),
  rows: ROWS,
  prepare,
});

describe("APIGW-11 condition keys of tags", () => {
  const CASES: readonly (readonly [row: string, key: string, value: string])[] = [
    ["CreateRestApi", "aws:RequestTag/a", "b"],
    ["CreateStage", "aws:TagKeys", "a"],
    ["TagResource", "aws:RequestTag/a", "b"],
    ["TagResource", "aws:TagKeys", "a"],
    ["UntagResource", "aws:TagKeys", "a"],
  ];

  test.each(CASES)("APIGW-11 %s: %s is %s and nothing else", async (name, key, value) => {
    await prepare();
    const as = (allowed: string) =>
      roleWith(
        world(),
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: "*",
              Resource: "*",
              Condition: { "ForAnyValue:StringEquals": { [key]: allowed } },
            },
          ],
        }),
      );
    const call = ROWS[name] ?? { call: "" };

    const refused = await send(world(), call, as(`${value}-other`));
    const answered = await send(world(), call, as(value));

    expect([refused.status, answered.status < 300]).toEqual([403, true]);
  });
});

describe("APIGW-11 tags of an API", () => {
  const prod = (key: string) => ({
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { [`aws:ResourceTag/${key}`]: "prod" } },
  });
  const denying = (key: string) =>
    roleWith(
      world(),
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }, prod(key)],
      }),
    );
  const tagged = async (apiTags: Record<string, string>, stageTags: Record<string, string>) => {
    await prepare();
    const [snapshot, stage] = [store.findApi(API_ID), store.findStage(API_ID, "v1")];
    if (snapshot === undefined || stage === undefined) throw new Error("Nothing was prepared");
    store.saveApi({ ...snapshot, tags: apiTags });
    store.saveStage({ ...stage, tags: stageTags });
  };

  test.each([
    "GetRestApi",
    "DeleteRestApi",
    "CreateStage",
    "GetStage",
    "DeleteStage",
    "PutMethod",
    "GetModel",
  ])("APIGW-11 %s is denied for a tag of the API, and for no other", async (name) => {
    const call = ROWS[name] ?? { call: "" };
    await tagged({ environment: "prod" }, {});

    const denied = await send(world(), call, denying("environment"));
    const other = await send(world(), call, denying("team"));

    expect([denied.status, other.status < 300]).toEqual([403, true]);
  });

  test.each([
    ["GetStage", { environment: "prod" }, { environment: "test" }, 200],
    ["GetStage", { environment: "test" }, { environment: "prod" }, 403],
    ["GetRestApi", {}, { environment: "prod" }, 200],
    ["GetDeployment", {}, { environment: "prod" }, 200],
  ])("APIGW-11 %s of an API with %j and a stage with %j: %i", async (name, apiTags, stageTags, status) => {
    await tagged(apiTags, stageTags);

    const answer = await send(world(), ROWS[name] ?? { call: "" }, denying("environment"));

    expect(answer.status).toBe(status);
  });
});

describe("what is not served", () => {
  test.each([...notServed(), ...UNSUPPORTED_HTTP_OPERATIONS])(
    "$method $uri is refused by its name, $name",
    async ({ method: verb, uri, name }) => {
      const call = `${verb} ${uri.replace(/\{\w+\+?\}/g, "x1")}`;

      const signed = await send(world(), { call }, account.administrator);
      const unsigned = await send(world(), { call }, undefined);

      expect([signed.status, String(signed.body)]).toEqual([
        400,
        JSON.stringify({ message: `${name} is not supported by Portcullis. See docs/gaps.md.` }),
      ]);
      expect(unsigned.headers["x-amzn-ErrorType"]).toBe("MissingAuthenticationTokenException");
    },
  );

  test.each(["GET /nothing", "POST /account", "PUT /restapis", "GET /restapis/%ff"])(
    "%s: Missing Authentication Token, signed or not",
    async (call) => {
      for (const credentials of [account.administrator, undefined]) {
        const { status, body } = await send(world(), { call }, credentials);
        expect([status, body]).toEqual([403, '{"message":"Missing Authentication Token"}']);
      }
    },
  );
});
