import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../core/clock.ts";
import {
  type AccessRow,
  type AccessWorld,
  describeAccess,
  type Needed,
  roleWith,
  send,
} from "../../iam/testing/access-table.ts";
import { serviceModel } from "../../wire/models/index.ts";
import { arnOf, serveWithBucket, source } from "./testing/functions.ts";
import { ADMINISTRATOR, ROLE_ARN, SCOPE, type TestLambda } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveWithBucket();
});
afterAll(() => lambda.close());

const world = (): AccessWorld => ({
  service: lambda.service.http,
  identities: lambda.identities,
  administrator: ADMINISTRATOR,
  clock: systemClock,
  scope: SCOPE,
  signingName: "lambda",
});

const onFunction = (action: string, FunctionName = "fn"): Needed => ({
  action: `lambda:${action}`,
  type: "function",
  values: { FunctionName },
});
const passRole: Needed = { action: "iam:PassRole", type: "role", values: { RoleNameWithPath: "runner" } };
const readPackage: Needed = {
  action: "s3:GetObject",
  type: "object",
  values: { BucketName: "bucket", ObjectName: "code.zip" },
};

const FUNCTIONS = "/2015-03-31/functions";
const TAGS = `/2017-03-31/tags/${encodeURIComponent(arnOf("fn"))}`;
const PACKAGE = { S3Bucket: "bucket", S3Key: "code.zip" };
const NEW = { Role: ROLE_ARN, Runtime: "nodejs22.x", Handler: "index.handler" };
const PERMISSION = { Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com" };

const ROWS: Readonly<Record<string, AccessRow>> = {
  AddPermission: {
    call: `POST ${FUNCTIONS}/fn/policy`,
    body: { ...PERMISSION, StatementId: "two" },
    needs: [onFunction("AddPermission")],
  },
  CreateAlias: {
    call: `POST ${FUNCTIONS}/fn/aliases`,
    body: { Name: "two", FunctionVersion: "$LATEST" },
    needs: [onFunction("CreateAlias")],
  },
  CreateFunction: {
    call: `POST ${FUNCTIONS}`,
    body: { ...NEW, FunctionName: "new", Code: PACKAGE },
    needs: [onFunction("CreateFunction", "new"), passRole, readPackage],
  },
  DeleteAlias: { call: `DELETE ${FUNCTIONS}/fn/aliases/live`, needs: [onFunction("DeleteAlias")] },
  DeleteFunction: { call: `DELETE ${FUNCTIONS}/fn`, needs: [onFunction("DeleteFunction")] },
  DeleteFunctionConcurrency: {
    call: "DELETE /2017-10-31/functions/fn/concurrency",
    needs: [onFunction("DeleteFunctionConcurrency")],
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
  GetPolicy: { call: `GET ${FUNCTIONS}/fn/policy`, needs: [onFunction("GetPolicy")] },
  Invoke: {
    call: `POST ${FUNCTIONS}/fn/invocations`,
    headers: { "x-amz-invocation-type": "DryRun" },
    needs: [onFunction("InvokeFunction")],
  },
  ListAliases: { call: `GET ${FUNCTIONS}/fn/aliases`, needs: [onFunction("ListAliases")] },
  ListFunctions: { call: `GET ${FUNCTIONS}`, needs: [{ action: "lambda:ListFunctions", type: "*" }] },
  ListTags: { call: `GET ${TAGS}`, needs: [onFunction("ListTags")] },
  ListVersionsByFunction: {
    call: `GET ${FUNCTIONS}/fn/versions`,
    needs: [onFunction("ListVersionsByFunction")],
  },
  PublishVersion: { call: `POST ${FUNCTIONS}/fn/versions`, body: {}, needs: [onFunction("PublishVersion")] },
  PutFunctionConcurrency: {
    call: "PUT /2017-10-31/functions/fn/concurrency",
    body: { ReservedConcurrentExecutions: 1 },
    needs: [onFunction("PutFunctionConcurrency")],
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
    body: { Role: ROLE_ARN },
    needs: [onFunction("UpdateFunctionConfiguration"), passRole],
  },
};

/** What AWS's model has in addition to the table. */
function notServed() {
  const model = serviceModel("lambda");
  const names = model.operationNames.filter((name) => !Object.hasOwn(ROWS, name));
  return names.map((name) => ({ name, method: "", uri: "", ...model.operation(name)?.http }));
}

type Call = Omit<AccessRow, "needs">;

/** One function with a role other than the one that is passed, an alias and a permission. */
async function prepare(call: (row: Call) => Promise<unknown>): Promise<void> {
  const Code = { ZipFile: source("'one'").toString("base64") };
  await call({ call: `DELETE ${FUNCTIONS}/fn` });
  await call({ call: `DELETE ${FUNCTIONS}/new` });
  await call({
    call: `POST ${FUNCTIONS}`,
    body: { ...NEW, Role: `${ROLE_ARN}-before`, FunctionName: "fn", Code, Tags: { team: "home" } },
  });
  await call({ call: `POST ${FUNCTIONS}/fn/aliases`, body: { Name: "live", FunctionVersion: "$LATEST" } });
  await call({ call: `POST ${FUNCTIONS}/fn/policy`, body: { ...PERMISSION, StatementId: "one" } });
}

describeAccess({
  rule: "LAM-2",
  world,
  operations: () => lambda.service.http.operations.map(({ name }) => name),
  rows: ROWS,
  prepare,
  concealed: (action) => (action === "s3:GetObject" ? "AccessDeniedException" : undefined),
});

describe("LAM-2 the function's own policy", () => {
  const invoke = ROWS["Invoke"] ?? { call: "" };
  const nothing = (): ReturnType<typeof roleWith> =>
    roleWith(world(), '{"Version":"2012-10-17","Statement":[]}');
  const open = (Principal: string) =>
    send(
      world(),
      { call: `POST ${FUNCTIONS}/fn/policy`, body: { ...PERMISSION, Principal, StatementId: "own" } },
      ADMINISTRATOR,
    );

  test.each([
    [`arn:aws:iam::${SCOPE.accountId}:role/caller`, 204],
    [`arn:aws:iam::${SCOPE.accountId}:role/runner`, 403],
  ])("LAM-2 a role without policies invokes a function that lets %s in: %i", async (principal, status) => {
    await prepare((call) => send(world(), call, ADMINISTRATOR));
    const before = await send(world(), invoke, nothing());
    await open(principal);

    const after = await send(world(), invoke, nothing());
    const other = await send(world(), { call: `GET ${FUNCTIONS}/fn` }, nothing());

    expect([before.status, after.status, other.status]).toEqual([403, status, 403]);
  });
});

describe("what is not served", () => {
  test.each(notServed())("$method $uri is refused by its name, $name", async ({ method, uri, name }) => {
    const call = `${method} ${uri.replace(/\{\w+\}/g, "x1")}`;

    const signed = await send(world(), { call }, ADMINISTRATOR);
    const unsigned = await send(world(), { call }, undefined);

    expect([signed.status, signed.headers["x-amzn-ErrorType"]]).toEqual([
      400,
      "UnsupportedOperationException",
    ]);
    expect(String(signed.body)).toContain(`${name} is not supported`);
    expect(unsigned.headers["x-amzn-ErrorType"]).toBe("MissingAuthenticationTokenException");
  });

  test.each([
    ["CreateFunction", "Layers", ["arn"], "InvalidParameterValueException"],
    ["CreateFunction", "VpcConfig", { SubnetIds: ["s"] }, "InvalidParameterValueException"],
    [
      "CreateFunction",
      "TenancyConfig",
      { TenantIsolationMode: "PER_TENANT" },
      "InvalidParameterValueException",
    ],
    ["CreateFunction", "Colour", "red", "SerializationException"],
    [
      "UpdateFunctionConfiguration",
      "SnapStart",
      { ApplyOn: "PublishedVersions" },
      "InvalidParameterValueException",
    ],
    ["UpdateFunctionConfiguration", "PublishTo", "x", "SerializationException"],
    ["UpdateFunctionCode", "ImageUri", "image", "InvalidParameterValueException"],
    ["PublishVersion", "PublishTo", "x", "InvalidParameterValueException"],
    [
      "CreateAlias",
      "RoutingConfig",
      { AdditionalVersionWeights: { 1: 0.5 } },
      "InvalidParameterValueException",
    ],
    ["AddPermission", "PrincipalOrgID", "o-1", "InvalidParameterValueException"],
    ["AddPermission", "FunctionUrlAuthType", "NONE", "InvalidParameterValueException"],
  ])("%s: the member %s is refused by its name", async (row, member, value, code) => {
    const { call, body } = ROWS[row] ?? { call: "", body: {} };

    const response = await send(
      world(),
      { call, body: { ...(body as object), [member]: value } },
      ADMINISTRATOR,
    );

    expect(response.headers["x-amzn-ErrorType"]).toBe(code);
    expect(String(response.body)).toContain(member);
  });

  test.each([
    ["Layers", []],
    ["VpcConfig", { SubnetIds: [], SecurityGroupIds: [] }],
    ["SnapStart", { ApplyOn: "None" }],
    ["KMSKeyArn", ""],
    ["DeadLetterConfig", null],
  ])("UpdateFunctionConfiguration: %s that asks for nothing is taken", async (member, value) => {
    await prepare((call) => send(world(), call, ADMINISTRATOR));
    const call = `PUT ${FUNCTIONS}/fn/configuration`;

    const response = await send(world(), { call, body: { [member]: value } }, ADMINISTRATOR);

    expect(response.status).toBe(200);
  });

  test.each([
    ["Invoke", { "x-amz-tenant-id": "t" }, "InvalidParameterValueException"],
    ["Invoke", { "x-amz-durable-execution-name": "d" }, "InvalidParameterValueException"],
    ["Invoke", { "x-amz-invocation-type": "Later" }, "ValidationException"],
    ["Invoke", { "x-amz-log-type": "Head" }, "ValidationException"],
  ])("%s with %j: %s", async (row, headers, code) => {
    const response = await send(world(), { call: ROWS[row]?.call ?? "", headers }, ADMINISTRATOR);

    expect(response.headers["x-amzn-ErrorType"]).toBe(code);
  });

  test.each([
    ["GET /2015-03-31/functions?MaxItems=0", 400, "ValidationException"],
    ["GET /2015-03-31/functions?MaxItems=10001", 400, "ValidationException"],
    ["GET /2015-03-31/functions?MaxItems=x", 400, "SerializationException"],
    ["GET /2015-03-31/functions?Marker=nobody", 400, "InvalidParameterValueException"],
    ["GET /2015-03-31/functions?MasterRegion=ALL", 400, "InvalidParameterValueException"],
    ["GET /2015-03-31/functions/bad%20name", 400, "ValidationException"],
    ["GET /2015-03-31/functions/fn?Qualifier=a%20b", 400, "ValidationException"],
    ["GET /2015-03-31/functions/fn:1?Qualifier=2", 400, "ValidationException"],
    [
      "GET /2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Afn",
      404,
      "ResourceNotFoundException",
    ],
    ["GET /2015-03-31/functions/nobody", 404, "ResourceNotFoundException"],
    ["DELETE /2015-03-31/functions/fn?Qualifier=%24LATEST", 400, "InvalidParameterValueException"],
    ["DELETE /2015-03-31/functions/fn/policy/nobody", 404, "ResourceNotFoundException"],
    ["DELETE /2015-03-31/functions/fn/policy/one?RevisionId=stale", 412, "PreconditionFailedException"],
    ["GET /2015-03-31/functions/fn/aliases/nobody", 404, "ResourceNotFoundException"],
    ["GET /2015-03-31/nothing", 404, "UnknownOperationException"],
    ["PATCH /2015-03-31/functions/fn", 404, "UnknownOperationException"],
    ["GET /2015-03-31/functions/%ff", 404, "UnknownOperationException"],
  ])("%s: %i %s", async (call, status, code) => {
    await prepare((row) => send(world(), row, ADMINISTRATOR));

    const response = await send(world(), { call }, ADMINISTRATOR);

    expect([response.status, response.headers["x-amzn-ErrorType"]]).toEqual([status, code]);
  });

  test.each([
    ["CreateFunction", "{no json", "SerializationException"],
    ["CreateFunction", "[]", "SerializationException"],
    ["CreateFunction", { ...NEW, FunctionName: 7, Code: PACKAGE }, "SerializationException"],
    ["CreateFunction", { ...NEW, FunctionName: "new" }, "ValidationException"],
    [
      "CreateFunction",
      { Role: ROLE_ARN, FunctionName: "new", Code: PACKAGE },
      "InvalidParameterValueException",
    ],
    ["CreateFunction", { ...NEW, FunctionName: "fn", Code: PACKAGE }, "ResourceConflictException"],
    ["UpdateFunctionCode", { ...PACKAGE, RevisionId: "stale" }, "PreconditionFailedException"],
    ["UpdateFunctionCode", {}, "InvalidParameterValueException"],
    ["PublishVersion", { CodeSha256: "x" }, "InvalidParameterValueException"],
    ["AddPermission", { ...PERMISSION, StatementId: "one" }, "ResourceConflictException"],
    ["AddPermission", { ...PERMISSION, StatementId: "a b" }, "ValidationException"],
    [
      "AddPermission",
      { ...PERMISSION, StatementId: "x", Principal: "nobody.example.com" },
      "InvalidParameterValueException",
    ],
    ["CreateAlias", { Name: "live", FunctionVersion: "$LATEST" }, "ResourceConflictException"],
    ["CreateAlias", { Name: "9", FunctionVersion: "$LATEST" }, "ValidationException"],
    ["CreateAlias", { Name: "two", FunctionVersion: "7" }, "ResourceNotFoundException"],
    ["PutFunctionConcurrency", { ReservedConcurrentExecutions: -1 }, "ValidationException"],
    ["PutFunctionConcurrency", { ReservedConcurrentExecutions: 901 }, "InvalidParameterValueException"],
    ["TagResource", {}, "ValidationException"],
  ])("%s refuses %j: %s", async (row, body, code) => {
    await prepare((call) => send(world(), call, ADMINISTRATOR));

    const response = await send(world(), { call: ROWS[row]?.call ?? "", body }, ADMINISTRATOR);

    expect(response.headers["x-amzn-ErrorType"]).toBe(code);
  });
});

describe("LAM-2 condition keys of the service", () => {
  const when = (action: string, Condition: object): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["iam:PassRole", "lambda:*"], Resource: "*" },
        { Effect: "Deny", Action: action, Resource: "*", Condition },
      ],
    });
  const CASES: readonly (readonly [row: string, action: string, denied: object, passes: object])[] = [
    [
      "AddPermission",
      "lambda:AddPermission",
      { StringEquals: { "lambda:Principal": "apigateway.amazonaws.com" } },
      { StringEquals: { "lambda:Principal": "s3.amazonaws.com" } },
    ],
    [
      "RemovePermission",
      "lambda:RemovePermission",
      { StringEquals: { "lambda:Principal": "apigateway.amazonaws.com" } },
      { StringNotEquals: { "lambda:Principal": "apigateway.amazonaws.com" } },
    ],
    [
      "UpdateFunctionConfiguration",
      "iam:PassRole",
      { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      { StringNotEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    ],
    [
      "TagResource",
      "lambda:TagResource",
      { StringEquals: { "aws:RequestTag/a": "b" } },
      { StringEquals: { "aws:RequestTag/a": "c" } },
    ],
    [
      "UntagResource",
      "lambda:UntagResource",
      { "ForAnyValue:StringEquals": { "aws:TagKeys": ["a"] } },
      { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } },
    ],
    [
      "GetFunction",
      "lambda:GetFunction",
      { StringEquals: { "aws:ResourceTag/team": "home" } },
      { StringEquals: { "aws:ResourceTag/team": "work" } },
    ],
  ];

  test.each(CASES)(
    "LAM-2 %s: %s is denied on its key, and only then",
    async (name, action, denied, passes) => {
      await prepare((call) => send(world(), call, ADMINISTRATOR));
      const call = ROWS[name] ?? { call: "" };

      const refused = await send(world(), call, roleWith(world(), when(action, denied)));
      const answered = await send(world(), call, roleWith(world(), when(action, passes)));

      expect(refused.headers["x-amzn-ErrorType"]).toBe("AccessDeniedException");
      expect(String(refused.body)).toContain(`perform: ${action} on`);
      expect(answered.headers["x-amzn-ErrorType"]).toBeUndefined();
    },
  );
});
