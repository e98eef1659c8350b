import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../core/clock.ts";
import { type AccessWorld, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { serviceModel } from "../../wire/models/index.ts";
import { FUNCTIONS, LAYER, LAYERS, NEW, PACKAGE, PERMISSION, prepare, ROWS } from "./testing/access-rows.ts";
import { serveWithBucket } from "./testing/functions.ts";
import { ADMINISTRATOR, ROLE_ARN, SCOPE, type TestLambda } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveWithBucket();
  // Versions are never given twice: made once, and the one that a row deletes is not there.
  await send(world(), { call: `POST ${LAYERS}/lib/versions`, body: { Content: PACKAGE } }, ADMINISTRATOR);
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

/** What AWS's model has in addition to the table. */
function notServed() {
  const model = serviceModel("lambda");
  const names = model.operationNames.filter((name) => !Object.hasOwn(ROWS, name));
  return names.map((name) => ({ name, method: "", uri: "", ...model.operation(name)?.http }));
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
  const INVOKE = ["Invoke", "InvokeWithResponseStream"] as const;
  const nothing = (): ReturnType<typeof roleWith> =>
    roleWith(world(), '{"Version":"2012-10-17","Statement":[]}');
  const open = (Principal: string) =>
    send(
      world(),
      { call: `POST ${FUNCTIONS}/fn/policy`, body: { ...PERMISSION, Principal, StatementId: "own" } },
      ADMINISTRATOR,
    );

  test.each(
    INVOKE.flatMap((name) => [
      [name, `arn:aws:iam::${SCOPE.accountId}:role/caller`, 204] as const,
      [name, `arn:aws:iam::${SCOPE.accountId}:role/runner`, 403] as const,
    ]),
  )(
    "LAM-2 %s by a role without policies of a function that lets %s in: %i",
    async (name, principal, status) => {
      const invoke = ROWS[name] ?? { call: "" };
      await prepare((call) => send(world(), call, ADMINISTRATOR));
      const before = await send(world(), invoke, nothing());
      await open(principal);

      const after = await send(world(), invoke, nothing());
      const other = await send(world(), { call: `GET ${FUNCTIONS}/fn` }, nothing());

      expect([before.status, after.status, other.status]).toEqual([403, status, 403]);
    },
  );
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
    ["PublishLayerVersion", "Content", { S3ObjectStorageMode: "COPY" }, "InvalidParameterValueException"],
    ["AddLayerVersionPermission", "OrganizationId", "o-1234567890", "InvalidParameterValueException"],
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
    ["AddPermission", "PrincipalOrgID", "o-1", "InvalidParameterValueException"],
    ["AddPermission", "FunctionUrlAuthType", "NONE", "InvalidParameterValueException"],
    ["AddPermission", "EventSourceToken", "token", "InvalidParameterValueException"],
    ["CreateFunctionUrlConfig", "InvokeMode", "SLOWLY", "ValidationException"],
  ])("%s: the member %s is refused by its name", async (row, member, value, code) => {
    const { call, body } = ROWS[row] ?? { call: "", body: {} };

    const response = await send(
      world(),
      { call, body: { ...(body as object), [member]: value } },
      ADMINISTRATOR,
    );

    expect(response.headers["x-amzn-ErrorType"]).toBe(code);
    expect(String(response.body).toLowerCase()).toContain(member.toLowerCase());
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
    ["InvokeWithResponseStream", { "x-amz-tenant-id": "t" }, "InvalidParameterValueException"],
    ["InvokeWithResponseStream", { "x-amz-invocation-type": "Event" }, "ValidationException"],
    ["InvokeWithResponseStream", { "x-amz-log-type": "Head" }, "ValidationException"],
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
        { Effect: "Allow", Action: ["iam:PassRole", "lambda:*", "s3:GetObject"], Resource: "*" },
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
    ...["CreateFunctionUrlConfig", "UpdateFunctionUrlConfig"].map(
      (name) =>
        [
          name,
          `lambda:${name}`,
          { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
          { StringEquals: { "lambda:FunctionUrlAuthType": "AWS_IAM" } },
        ] as const,
    ),
    [
      "DeleteFunctionUrlConfig",
      "lambda:DeleteFunctionUrlConfig",
      { StringEquals: { "lambda:FunctionUrlAuthType": "AWS_IAM" } },
      { StringEquals: { "lambda:FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:fn" } },
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
    ...["CreateFunction", "UpdateFunctionConfiguration"].map(
      (name) =>
        [
          name,
          `lambda:${name}`,
          { "ForAnyValue:StringEquals": { "lambda:Layer": [LAYER] } },
          { "ForAnyValue:StringEquals": { "lambda:Layer": [`${LAYER}0`] } },
        ] as const,
    ),
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

  test.each([
    ["StringEquals", "lambda:FunctionArn", "arn:aws:lambda:eu-west-1:123456789012:function:fn"],
    ["StringEquals", "aws:RequestTag/team", "home"],
    ["ForAnyValue:StringEquals", "aws:TagKeys", "team"],
  ])(
    "LAM-2 CreateEventSourceMapping is denied under %s of %s, and only then",
    async (operator, key, value) => {
      await prepare((call) => send(world(), call, ADMINISTRATOR));
      const { call = "", body = {} } = ROWS["CreateEventSourceMapping"] ?? {};
      const codeFor = async (denied: string) => {
        const policy = when("lambda:CreateEventSourceMapping", { [operator]: { [key]: denied } });
        const tagged = { call, body: { ...(body as object), Tags: { team: "home" } } };
        return (await send(world(), tagged, roleWith(world(), policy))).headers["x-amzn-ErrorType"];
      };

      expect(await codeFor(value)).toBe("AccessDeniedException");
      // There is no such queue, which only who may poll it learns.
      expect(await codeFor(`${value}s`)).toBe("InvalidParameterValueException");
    },
  );

  test("LAM-30 a mapping is given to no function that the caller may change no mappings of", async () => {
    await prepare((call) => send(world(), call, ADMINISTRATOR));
    const arnOf = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
    const denied = { StringEquals: { "lambda:FunctionArn": arnOf("theirs") } };
    const stranger = roleWith(world(), when("lambda:UpdateEventSourceMapping", denied));
    const give = async (FunctionName: string) => {
      const call = {
        ...ROWS["UpdateEventSourceMapping"],
        call: ROWS["UpdateEventSourceMapping"]?.call ?? "",
      };
      return (await send(world(), { ...call, body: { FunctionName } }, stranger)).headers["x-amzn-ErrorType"];
    };

    expect(await give("theirs")).toBe("AccessDeniedException");
    expect(await give(arnOf("theirs"))).toBe("AccessDeniedException");
    // There is no such mapping, which only who may change it learns.
    expect(await give("fn")).toBe("ResourceNotFoundException");
  });
});
