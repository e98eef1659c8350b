import type { AccessRow, Needed } from "../../../iam/testing/access-table.ts";
import { arnOf, source } from "./functions.ts";
import { ROLE_ARN, SCOPE } from "./service.ts";

const onFunction = (action: string, FunctionName = "fn"): Needed => ({
  action: `lambda:${action}`,
  type: "function",
  values: { FunctionName },
});
const onAlias = (action: string, Alias = "live"): Needed => ({
  action: `lambda:${action}`,
  type: "function alias",
  values: { FunctionName: "fn", Alias },
});
const passRole: Needed = { action: "iam:PassRole", type: "role", values: { RoleNameWithPath: "runner" } };
const readPackage: Needed = {
  action: "s3:GetObject",
  type: "object",
  values: { BucketName: "bucket", ObjectName: "code.zip" },
};

export const FUNCTIONS = "/2015-03-31/functions";
const URLS = "/2021-10-31/functions";
const INVOKE_CONFIG = "/2019-09-25/functions/fn/event-invoke-config";
const PROVISIONED = "/2019-09-30/functions/fn/provisioned-concurrency";
export const LAYERS = "/2018-10-31/layers";
export const LAYER = `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:layer:lib:1`;
const onLayer = (action: string, LayerVersion = "1"): Needed => ({
  action: `lambda:${action}`,
  type: "layerversion",
  values: { LayerName: "lib", LayerVersion },
});
const TAGS = `/2017-03-31/tags/${encodeURIComponent(arnOf("fn"))}`;
export const PACKAGE = { S3Bucket: "bucket", S3Key: "code.zip" };
export const NEW = { Role: ROLE_ARN, Runtime: "nodejs22.x", Handler: "index.handler" };
const LAYER_PERMISSION = { Action: "lambda:GetLayerVersion", Principal: "*" };
export const PERMISSION = { Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com" };

const MAPPINGS = "/2015-03-31/event-source-mappings";
const UUID = "14e0db71-5d35-4eb5-b481-8945cf9d10c2";
const onMapping = (action: string): Needed => ({
  action: `lambda:${action}`,
  type: "eventSourceMapping",
  values: { UUID },
});
/** Nobody has the mapping of that id. */
const noMapping = { answers: "ResourceNotFoundException" };

/** Every operation that is served, as AWS documents it. */
export const ROWS: Readonly<Record<string, AccessRow>> = {
  AddLayerVersionPermission: {
    call: `POST ${LAYERS}/lib/versions/1/policy`,
    body: { ...LAYER_PERMISSION, StatementId: "two" },
    needs: [onLayer("AddLayerVersionPermission")],
  },
  AddPermission: {
    call: `POST ${FUNCTIONS}/fn/policy`,
    body: { ...PERMISSION, StatementId: "two" },
    needs: [onFunction("AddPermission")],
  },
  CreateEventSourceMapping: {
    call: `POST ${MAPPINGS}`,
    body: { FunctionName: "fn", EventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:none" },
    needs: [{ action: "lambda:CreateEventSourceMapping", type: "*" }],
    answers: "InvalidParameterValueException",
  },
  DeleteEventSourceMapping: {
    call: `DELETE ${MAPPINGS}/${UUID}`,
    needs: [onMapping("DeleteEventSourceMapping")],
    ...noMapping,
  },
  GetEventSourceMapping: {
    call: `GET ${MAPPINGS}/${UUID}`,
    needs: [onMapping("GetEventSourceMapping")],
    ...noMapping,
  },
  ListEventSourceMappings: {
    call: `GET ${MAPPINGS}`,
    needs: [{ action: "lambda:ListEventSourceMappings", type: "*" }],
  },
  UpdateEventSourceMapping: {
    call: `PUT ${MAPPINGS}/${UUID}`,
    body: { BatchSize: 5 },
    needs: [onMapping("UpdateEventSourceMapping")],
    ...noMapping,
  },
  CreateAlias: {
    call: `POST ${FUNCTIONS}/fn/aliases`,
    body: { Name: "two", FunctionVersion: "$LATEST" },
    needs: [onFunction("CreateAlias")],
  },
  CreateFunctionUrlConfig: {
    call: `POST ${URLS}/fn/url`,
    body: { AuthType: "NONE" },
    needs: [onFunction("CreateFunctionUrlConfig")],
  },
  CreateFunction: {
    call: `POST ${FUNCTIONS}`,
    body: { ...NEW, FunctionName: "new", Code: PACKAGE, Layers: [LAYER] },
    needs: [onFunction("CreateFunction", "new"), passRole, onLayer("GetLayerVersion"), readPackage],
  },
  DeleteAlias: { call: `DELETE ${FUNCTIONS}/fn/aliases/live`, needs: [onFunction("DeleteAlias")] },
  DeleteFunction: { call: `DELETE ${FUNCTIONS}/fn`, needs: [onFunction("DeleteFunction")] },
  DeleteFunctionConcurrency: {
    call: "DELETE /2017-10-31/functions/fn/concurrency",
    needs: [onFunction("DeleteFunctionConcurrency")],
  },
  DeleteFunctionUrlConfig: {
    call: `DELETE ${URLS}/fn/url?Qualifier=live`,
    needs: [onAlias("DeleteFunctionUrlConfig")],
  },
  DeleteLayerVersion: {
    call: `DELETE ${LAYERS}/lib/versions/9`,
    needs: [onLayer("DeleteLayerVersion", "9")],
  },
  GetAlias: { call: `GET ${FUNCTIONS}/fn/aliases/live`, needs: [onFunction("GetAlias")] },
  GetFunction: { call: `GET ${FUNCTIONS}/fn`, needs: [onFunction("GetFunction")] },
  GetFunctionConcurrency: {
    call: "GET /2019-09-30/functions/fn/concurrency",
    needs: [onFunction("GetFunctionConcurrency")],
  },
  GetFunctionConfiguration: {
    call: `GET ${FUNCTIONS}/fn/configuration`,
    needs: [onFunction("GetFunctionConfiguration")],
  },
  GetFunctionUrlConfig: {
    call: `GET ${URLS}/fn/url?Qualifier=live`,
    needs: [onAlias("GetFunctionUrlConfig")],
  },
  GetLayerVersion: { call: `GET ${LAYERS}/lib/versions/1`, needs: [onLayer("GetLayerVersion")] },
  GetLayerVersionByArn: {
    call: `GET ${LAYERS}?find=LayerVersion&Arn=${encodeURIComponent(LAYER)}`,
    needs: [onLayer("GetLayerVersion")],
  },
  GetLayerVersionPolicy: {
    call: `GET ${LAYERS}/lib/versions/1/policy`,
    needs: [onLayer("GetLayerVersionPolicy")],
  },
  GetPolicy: { call: `GET ${FUNCTIONS}/fn/policy`, needs: [onFunction("GetPolicy")] },
  Invoke: {
    call: `POST ${FUNCTIONS}/fn/invocations`,
    headers: { "x-amz-invocation-type": "DryRun" },
    needs: [onFunction("InvokeFunction")],
  },
  InvokeWithResponseStream: {
    call: "POST /2021-11-15/functions/fn/response-streaming-invocations",
    headers: { "x-amz-invocation-type": "DryRun" },
    needs: [onFunction("InvokeFunction")],
  },
  ListAliases: { call: `GET ${FUNCTIONS}/fn/aliases`, needs: [onFunction("ListAliases")] },
  ListFunctions: { call: `GET ${FUNCTIONS}`, needs: [{ action: "lambda:ListFunctions", type: "*" }] },
  ListFunctionUrlConfigs: { call: `GET ${URLS}/fn/urls`, needs: [onFunction("ListFunctionUrlConfigs")] },
  ListLayerVersions: {
    call: `GET ${LAYERS}/lib/versions`,
    needs: [{ action: "lambda:ListLayerVersions", type: "*" }],
  },
  ListLayers: { call: `GET ${LAYERS}`, needs: [{ action: "lambda:ListLayers", type: "*" }] },
  ListTags: { call: `GET ${TAGS}`, needs: [onFunction("ListTags")] },
  ListVersionsByFunction: {
    call: `GET ${FUNCTIONS}/fn/versions`,
    needs: [onFunction("ListVersionsByFunction")],
  },
  PublishLayerVersion: {
    call: `POST ${LAYERS}/other/versions`,
    body: { Content: PACKAGE },
    needs: [
      { action: "lambda:PublishLayerVersion", type: "layer", values: { LayerName: "other" } },
      readPackage,
    ],
  },
  PublishVersion: { call: `POST ${FUNCTIONS}/fn/versions`, body: {}, needs: [onFunction("PublishVersion")] },
  PutFunctionConcurrency: {
    call: "PUT /2017-10-31/functions/fn/concurrency",
    body: { ReservedConcurrentExecutions: 1 },
    needs: [onFunction("PutFunctionConcurrency")],
  },
  DeleteFunctionEventInvokeConfig: {
    call: `DELETE ${INVOKE_CONFIG}`,
    needs: [onFunction("DeleteFunctionEventInvokeConfig")],
  },
  GetFunctionEventInvokeConfig: {
    call: `GET ${INVOKE_CONFIG}`,
    needs: [onFunction("GetFunctionEventInvokeConfig")],
  },
  ListFunctionEventInvokeConfigs: {
    call: `GET ${INVOKE_CONFIG}/list`,
    needs: [onFunction("ListFunctionEventInvokeConfigs")],
  },
  PutFunctionEventInvokeConfig: {
    call: `PUT ${INVOKE_CONFIG}`,
    body: { MaximumRetryAttempts: 1 },
    needs: [onFunction("PutFunctionEventInvokeConfig")],
  },
  UpdateFunctionEventInvokeConfig: {
    call: `POST ${INVOKE_CONFIG}`,
    body: { MaximumRetryAttempts: 0 },
    needs: [onFunction("UpdateFunctionEventInvokeConfig")],
  },
  DeleteProvisionedConcurrencyConfig: {
    call: `DELETE ${PROVISIONED}?Qualifier=steady`,
    needs: [onAlias("DeleteProvisionedConcurrencyConfig", "steady")],
  },
  GetProvisionedConcurrencyConfig: {
    call: `GET ${PROVISIONED}?Qualifier=steady`,
    needs: [onAlias("GetProvisionedConcurrencyConfig", "steady")],
  },
  ListProvisionedConcurrencyConfigs: {
    call: `GET ${PROVISIONED}?List=ALL`,
    needs: [onFunction("ListProvisionedConcurrencyConfigs")],
  },
  PutProvisionedConcurrencyConfig: {
    call: `PUT ${PROVISIONED}?Qualifier=steady`,
    body: { ProvisionedConcurrentExecutions: 1 },
    needs: [onAlias("PutProvisionedConcurrencyConfig", "steady")],
  },
  RemoveLayerVersionPermission: {
    call: `DELETE ${LAYERS}/lib/versions/1/policy/one`,
    needs: [onLayer("RemoveLayerVersionPermission")],
  },
  RemovePermission: { call: `DELETE ${FUNCTIONS}/fn/policy/one`, needs: [onFunction("RemovePermission")] },
  TagResource: { call: `POST ${TAGS}`, body: { Tags: { a: "b" } }, needs: [onFunction("TagResource")] },
  UntagResource: { call: `DELETE ${TAGS}?tagKeys=a`, needs: [onFunction("UntagResource")] },
  UpdateAlias: {
    call: `PUT ${FUNCTIONS}/fn/aliases/live`,
    body: { Description: "x" },
    needs: [onFunction("UpdateAlias")],
  },
  UpdateFunctionCode: {
    call: `PUT ${FUNCTIONS}/fn/code`,
    body: PACKAGE,
    needs: [onFunction("UpdateFunctionCode"), readPackage],
  },
  UpdateFunctionConfiguration: {
    call: `PUT ${FUNCTIONS}/fn/configuration`,
    body: { Role: ROLE_ARN, Layers: [LAYER] },
    needs: [onFunction("UpdateFunctionConfiguration"), onLayer("GetLayerVersion"), passRole],
  },
  UpdateFunctionUrlConfig: {
    call: `PUT ${URLS}/fn/url?Qualifier=live`,
    body: { AuthType: "NONE" },
    needs: [onAlias("UpdateFunctionUrlConfig")],
  },
};

type Call = Omit<AccessRow, "needs">;

/** One function with a role other than the one that is passed, an alias and a permission. */
export async function prepare(call: (row: Call) => Promise<unknown>): Promise<void> {
  const Code = { ZipFile: source("'one'").toString("base64") };
  await call({ call: `DELETE ${FUNCTIONS}/fn` });
  await call({ call: `DELETE ${FUNCTIONS}/new` });
  await call({
    call: `POST ${FUNCTIONS}`,
    body: { ...NEW, Role: `${ROLE_ARN}-before`, FunctionName: "fn", Code, Tags: { team: "home" } },
  });
  await call({ call: `POST ${FUNCTIONS}/fn/aliases`, body: { Name: "live", FunctionVersion: "$LATEST" } });
  await call({ call: `POST ${FUNCTIONS}/fn/versions`, body: {} });
  await call({ call: `POST ${FUNCTIONS}/fn/aliases`, body: { Name: "steady", FunctionVersion: "1" } });
  await call({
    call: `PUT ${PROVISIONED}?Qualifier=steady`,
    body: { ProvisionedConcurrentExecutions: 1 },
  });
  await call({ call: `PUT ${INVOKE_CONFIG}`, body: { MaximumRetryAttempts: 2 } });
  await call({ call: `POST ${URLS}/fn/url?Qualifier=live`, body: { AuthType: "AWS_IAM" } });
  await call({ call: `POST ${FUNCTIONS}/fn/policy`, body: { ...PERMISSION, StatementId: "one" } });
  for (const id of ["one", "two"]) await call({ call: `DELETE ${LAYERS}/lib/versions/1/policy/${id}` });
  // For itself: a statement for everybody would let the callers of the table in.
  const statement = { ...LAYER_PERMISSION, Principal: SCOPE.accountId, StatementId: "one" };
  await call({ call: `POST ${LAYERS}/lib/versions/1/policy`, body: statement });
}
