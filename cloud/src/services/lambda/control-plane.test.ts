import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListLayersCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import { API_GATEWAY, ROLE_ARN, SCOPE, serveLambda, type TestLambda, zipOf } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveLambda({
    objectReader: {
      readObject: async (_bucket, key) => {
        if (key !== "code.zip") throw new AwsError("NoSuchKey", "The specified key does not exist.", 404);
        return { body: zipOf({ "index.js": "exports.handler = async () => 's3';" }), contentType: "" };
      },
    },
  });
});
afterAll(() => lambda.close());

const arnOf = (name: string): string => `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:function:${name}`;
const source = (text: string): Buffer => zipOf({ "index.js": `exports.handler = async () => ${text};` });

function inputFor(
  name: string,
  changes: Partial<CreateFunctionCommandInput> = {},
): CreateFunctionCommandInput {
  return {
    FunctionName: name,
    Role: ROLE_ARN,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Code: { ZipFile: source("'one'") },
    ...changes,
  };
}
const create = (name: string, changes: Partial<CreateFunctionCommandInput> = {}) =>
  lambda.client.send(new CreateFunctionCommand(inputFor(name, changes)));

async function run(name: string, qualifier?: string): Promise<unknown> {
  const reply = await lambda.client.send(
    new InvokeCommand({ FunctionName: name, ...(qualifier === undefined ? {} : { Qualifier: qualifier }) }),
  );
  return JSON.parse(Buffer.from(reply.Payload ?? []).toString());
}

describe("CreateFunction", () => {
  test("CreateFunction answers Pending with every member; GetFunction answers Active", async () => {
    const created = await create("full", { Tags: { team: "home" }, Environment: { Variables: { AA: "b" } } });
    expect(created).toMatchObject({
      FunctionArn: arnOf("full"),
      State: "Pending",
      StateReason: "The function is being created.",
      StateReasonCode: "Creating",
      Timeout: 3,
      MemorySize: 128,
      Description: "",
      Version: "$LATEST",
      PackageType: "Zip",
      Architectures: ["x86_64"],
      EphemeralStorage: { Size: 512 },
      TracingConfig: { Mode: "PassThrough" },
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/full" },
    });
    expect(created.LastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    const { Configuration, Tags } = await lambda.client.send(
      new GetFunctionCommand({ FunctionName: arnOf("full") }),
    );
    expect(Configuration).toMatchObject({ State: "Active", LastUpdateStatus: "Successful" });
    expect(Tags).toEqual({ team: "home" });
  });

  test("CreateFunction takes code from S3 and says why it could not", async () => {
    await create("from-s3", { Code: { S3Bucket: "bucket", S3Key: "code.zip" } });
    expect(await run("from-s3")).toBe("s3");
    await expect(
      create("no-key", { Code: { S3Bucket: "bucket", S3Key: "other.zip" } }),
    ).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message:
        "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
    });
  });

  test.each<[string, Partial<CreateFunctionCommandInput>, string, RegExp]>([
    [
      "unzip",
      { Code: { ZipFile: Buffer.from("no zip") } },
      "InvalidParameterValueException",
      /^Could not unzip uploaded file\. Please check your file, then try to upload again\.$/,
    ],
    [
      "LAM-5 traversal",
      { Code: { ZipFile: zipOf({ "../evil.js": "1" }) } },
      "InvalidParameterValueException",
      /^Could not unzip/,
    ],
    ["no code", { Code: {} }, "InvalidParameterValueException", /provide a source/],
    [
      "retired runtime",
      { Runtime: "go1.x" },
      "InvalidParameterValueException",
      /^The runtime parameter of go1\.x is no longer supported/,
    ],
    [
      "runtime not here",
      { Runtime: "python3.12" },
      "InvalidParameterValueException",
      /^The runtime python3\.12 is recognised but not supported by Portcullis/,
    ],
    [
      "unknown runtime",
      { Runtime: "cobol" as never },
      "InvalidParameterValueException",
      /^Value cobol at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[/,
    ],
    [
      "LAM-4 role",
      { Role: `arn:aws:iam::${SCOPE.accountId}:role/stranger` },
      "InvalidParameterValueException",
      /^The role defined for the function cannot be assumed by Lambda\.$/,
    ],
    [
      "LAM-4 no role",
      { Role: `arn:aws:iam::${SCOPE.accountId}:role/gone` },
      "InvalidParameterValueException",
      /cannot be assumed by Lambda/,
    ],
    [
      "LAM-8 reserved variable",
      { Environment: { Variables: { AWS_ACCESS_KEY_ID: "x" } } },
      "InvalidParameterValueException",
      /reserved keys .* AWS_ACCESS_KEY_ID$/,
    ],
    [
      "large variables",
      { Environment: { Variables: { BIG: "x".repeat(5000) } } },
      "InvalidParameterValueException",
      /exceeded the 4KB limit/,
    ],
    [
      "timeout",
      { Timeout: 901 },
      "ValidationException",
      /Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900/,
    ],
    ["memory", { MemorySize: 64 }, "ValidationException", /greater than or equal to 128/],
    [
      "layers",
      { Layers: ["arn:aws:lambda:eu-west-1:1:layer:x:1"] },
      "InvalidParameterValueException",
      /^Layers is not supported by Portcullis/,
    ],
    ["image", { PackageType: "Image" }, "ValidationException", /packageType/],
    ["name", { FunctionName: "bad name" }, "ValidationException", /functionName/],
  ])("CreateFunction refuses: %s", async (_title, changes, code, message) => {
    await expect(create("refused", changes)).rejects.toMatchObject({
      name: code,
      message: expect.stringMatching(message),
    });
    await expect(
      lambda.client.send(new GetFunctionCommand({ FunctionName: "refused" })),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Function not found: ${arnOf("refused")}`,
    });
  });

  test("CreateFunction of an existing name is a conflict", async () => {
    await create("twice");
    await expect(create("twice")).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: "Function already exist: twice",
    });
  });
});

describe("LAM-2 LAM-3: callers", () => {
  const allow = (...statements: [string, string][]): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource })),
    });

  test("LAM-2: an unsigned call and a wrong key are refused", async () => {
    const unsigned = await fetch(`${lambda.url}/2015-03-31/functions/`);
    expect(unsigned.status).toBe(403);
    const stranger = new LambdaClient({
      region: SCOPE.region,
      endpoint: lambda.url,
      maxAttempts: 1,
      credentials: { accessKeyId: "AKIAXXXXXXXXXXXXXXXX", secretAccessKey: "x" },
    });
    await expect(stranger.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
  });

  test("LAM-2: InvokeFunction needs the caller's policy", async () => {
    await create("callable");
    const invoke = new InvokeCommand({ FunctionName: "callable" });
    await expect(lambda.roleClient().send(invoke)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: `User: arn:aws:sts::${SCOPE.accountId}:assumed-role/caller/test is not authorized to perform: lambda:InvokeFunction on resource: ${arnOf("callable")} because no identity-based policy allows the lambda:InvokeFunction action`,
    });
    const other = allow(["lambda:InvokeFunction", arnOf("another")]);
    await expect(lambda.roleClient(other).send(invoke)).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
    const reply = await lambda.roleClient(allow(["lambda:InvokeFunction", arnOf("callable")])).send(invoke);
    expect(reply.StatusCode).toBe(200);
  });

  test("LAM-3: creating a function needs iam:PassRole on its role", async () => {
    const command = new CreateFunctionCommand(inputFor("passed"));
    await expect(lambda.roleClient(allow(["lambda:*", "*"])).send(command)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(`not authorized to perform: iam:PassRole on resource: ${ROLE_ARN}`),
    });
    const client = lambda.roleClient(allow(["lambda:*", "*"], ["iam:PassRole", ROLE_ARN]));
    expect((await client.send(command)).FunctionName).toBe("passed");
  });

  test("LAM-9: a package is read only for callers who may read the object", async () => {
    const command = new CreateFunctionCommand(
      inputFor("read", { Code: { S3Bucket: "bucket", S3Key: "code.zip" } }),
    );
    const most: [string, string][] = [
      ["lambda:*", "*"],
      ["iam:PassRole", "*"],
    ];
    await expect(lambda.roleClient(allow(...most)).send(command)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("S3 Error Code: AccessDenied"),
    });
    const client = lambda.roleClient(allow(...most, ["s3:GetObject", "arn:aws:s3:::bucket/code.zip"]));
    expect((await client.send(command)).FunctionName).toBe("read");
  });
});

describe("Updates, versions, aliases", () => {
  test("UpdateFunctionCode and UpdateFunctionConfiguration reach the next invocation", async () => {
    await create("changing");
    expect(await run("changing")).toBe("one");
    await lambda.client.send(
      new UpdateFunctionCodeCommand({
        FunctionName: "changing",
        ZipFile: source("process.env.NAME || 'two'"),
      }),
    );
    expect(await run("changing")).toBe("two");
    const updated = await lambda.client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: "changing",
        Environment: { Variables: { NAME: "three" } },
        Timeout: 7,
      }),
    );
    expect(updated).toMatchObject({ Timeout: 7, LastUpdateStatus: "InProgress" });
    expect(await run("changing")).toBe("three");
    await expect(
      lambda.client.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: "changing", RevisionId: "stale" }),
      ),
    ).rejects.toMatchObject({ name: "PreconditionFailedException" });
  });

  test("PublishVersion freezes code; an alias follows; deleting a version in use is a conflict", async () => {
    await create("versioned");
    const published = await lambda.client.send(new PublishVersionCommand({ FunctionName: "versioned" }));
    expect(published).toMatchObject({ Version: "1", FunctionArn: `${arnOf("versioned")}:1` });
    expect((await lambda.client.send(new PublishVersionCommand({ FunctionName: "versioned" }))).Version).toBe(
      "1",
    );
    await lambda.client.send(
      new UpdateFunctionCodeCommand({ FunctionName: "versioned", ZipFile: source("'two'"), Publish: true }),
    );
    await lambda.client.send(
      new CreateAliasCommand({ FunctionName: "versioned", Name: "live", FunctionVersion: "1" }),
    );
    expect(await run("versioned", "live")).toBe("one");
    expect(await run("versioned")).toBe("two");
    await lambda.client.send(
      new UpdateAliasCommand({ FunctionName: "versioned", Name: "live", FunctionVersion: "2" }),
    );
    expect(await run("versioned:live")).toBe("two");
    expect(
      (await lambda.client.send(new GetAliasCommand({ FunctionName: "versioned", Name: "live" })))
        .FunctionVersion,
    ).toBe("2");
    expect(
      (await lambda.client.send(new ListAliasesCommand({ FunctionName: "versioned" }))).Aliases,
    ).toHaveLength(1);
    const remove = new DeleteFunctionCommand({ FunctionName: "versioned", Qualifier: "2" });
    await expect(lambda.client.send(remove)).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: "Unable to delete version because the following aliases reference it: [live]",
    });
    await lambda.client.send(new DeleteAliasCommand({ FunctionName: "versioned", Name: "live" }));
    await lambda.client.send(remove);
    const { Versions } = await lambda.client.send(
      new ListVersionsByFunctionCommand({ FunctionName: "versioned" }),
    );
    expect(Versions?.map(({ Version }) => Version)).toEqual(["$LATEST", "1"]);
    await expect(run("versioned", "live")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("TagResource, ListTags, UntagResource", async () => {
    await create("tagged");
    const Resource = arnOf("tagged");
    await lambda.client.send(new TagResourceCommand({ Resource, Tags: { a: "1", b: "2" } }));
    await lambda.client.send(new UntagResourceCommand({ Resource, TagKeys: ["a"] }));
    expect((await lambda.client.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: "2" });
  });

  test("DeleteFunction ends it: Invoke and a second delete are not found", async () => {
    await create("doomed");
    expect(await run("doomed")).toBe("one");
    await lambda.client.send(new DeleteFunctionCommand({ FunctionName: "doomed" }));
    await expect(run("doomed")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Function not found: ${arnOf("doomed")}:$LATEST`,
    });
    await expect(
      lambda.client.send(new DeleteFunctionCommand({ FunctionName: "doomed" })),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("ListFunctions pages by marker", async () => {
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await lambda.client.send(
        new ListFunctionsCommand({ MaxItems: 3, ...(Marker ? { Marker } : {}) }),
      );
      names.push(...(page.Functions ?? []).map(({ FunctionName }) => FunctionName));
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(names).toContain("full");
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("LAM-1: resource policies", () => {
  const invokeBy = (name: string, changes: object = {}) =>
    lambda.service.invoker.invoke({
      functionArn: arnOf(name),
      payload: "{}",
      caller: { ...API_GATEWAY, ...changes },
    });

  test("LAM-1: AddPermission lets exactly its principal and source in, RemovePermission ends that", async () => {
    await create("open");
    const permission = {
      FunctionName: "open",
      StatementId: "api",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:eu-west-1:${SCOPE.accountId}:abcdef1234/*/GET/profile-image`,
    };
    expect(await invokeBy("open")).toMatchObject({ kind: "refused", code: "AccessDeniedException" });
    const { Statement } = await lambda.client.send(new AddPermissionCommand(permission));
    expect(JSON.parse(Statement ?? "")).toEqual({
      Sid: "api",
      Effect: "Allow",
      Principal: { Service: "apigateway.amazonaws.com" },
      Action: "lambda:InvokeFunction",
      Resource: arnOf("open"),
      Condition: { ArnLike: { "AWS:SourceArn": permission.SourceArn } },
    });
    expect(await invokeBy("open")).toMatchObject({ kind: "success" });
    expect(await invokeBy("open", { service: "cognito-idp.amazonaws.com" })).toMatchObject({
      kind: "refused",
    });
    expect(await invokeBy("open", { sourceArn: API_GATEWAY.sourceArn.replace("GET", "POST") })).toMatchObject(
      { kind: "refused" },
    );
    await expect(lambda.client.send(new AddPermissionCommand(permission))).rejects.toMatchObject({
      name: "ResourceConflictException",
      message:
        "The statement id (api) provided already exists. Please provide a new statement id, or remove the existing statement.",
    });
    const { Policy } = await lambda.client.send(new GetPolicyCommand({ FunctionName: "open" }));
    expect(JSON.parse(Policy ?? "")).toMatchObject({ Version: "2012-10-17", Id: "default" });
    await expect(
      lambda.client.send(new RemovePermissionCommand({ FunctionName: "open", StatementId: "x" })),
    ).rejects.toMatchObject({ message: "Statement x is not found in resource policy." });
    await lambda.client.send(new RemovePermissionCommand({ FunctionName: "open", StatementId: "api" }));
    expect(await invokeBy("open")).toMatchObject({ kind: "refused", code: "AccessDeniedException" });
    await expect(lambda.client.send(new GetPolicyCommand({ FunctionName: "open" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The resource you requested does not exist.",
    });
  });

  test("the invoker names a function that is gone, and gives up after the caller's patience", async () => {
    expect(await invokeBy("never-made")).toMatchObject({
      kind: "refused",
      code: "ResourceNotFoundException",
    });
    await create("sleepy", { Code: { ZipFile: source("new Promise((r) => setTimeout(r, 2000))") } });
    await lambda.client.send(
      new AddPermissionCommand({
        FunctionName: "sleepy",
        StatementId: "a",
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
      }),
    );
    const outcome = await lambda.service.invoker.invoke({
      functionArn: arnOf("sleepy"),
      payload: "{}",
      caller: API_GATEWAY,
      waitMs: 50,
    });
    expect(outcome).toEqual({ kind: "wait-exceeded" });
  });
});

describe("Invoke", () => {
  test("Invoke refuses a payload that is no JSON, and an unknown type", async () => {
    await create("strict");
    await expect(
      lambda.client.send(new InvokeCommand({ FunctionName: "strict", Payload: "{no json" })),
    ).rejects.toMatchObject({
      name: "InvalidRequestContentException",
      message: expect.stringMatching(
        /^Could not parse request body into json: Could not parse payload into json: /,
      ),
    });
    await expect(
      lambda.client.send(new InvokeCommand({ FunctionName: "strict", InvocationType: "Later" as never })),
    ).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("Invoke DryRun answers 204 and Event 202; the event runs", async () => {
    await create("later", { Code: { ZipFile: source("console.log('ran later')") } });
    const dry = await lambda.client.send(
      new InvokeCommand({ FunctionName: "later", InvocationType: "DryRun" }),
    );
    expect(dry.StatusCode).toBe(204);
    expect(lambda.logged()).not.toContain("ran later");
    const event = await lambda.client.send(
      new InvokeCommand({ FunctionName: "later", InvocationType: "Event" }),
    );
    expect(event.StatusCode).toBe(202);
    await expect.poll(lambda.logged, { timeout: 4000 }).toContain("ran later");
  });

  test("LAM-7: reserved concurrency is exact; zero throttles everything", async () => {
    await create("reserved", { Code: { ZipFile: source("new Promise((r) => setTimeout(r, 300, 'done'))") } });
    const put = (count: number) =>
      lambda.client.send(
        new PutFunctionConcurrencyCommand({ FunctionName: "reserved", ReservedConcurrentExecutions: count }),
      );
    await put(2);
    const results = await Promise.allSettled([run("reserved"), run("reserved"), run("reserved")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({
      name: "TooManyRequestsException",
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
      message: "Rate Exceeded.",
    });
    await put(0);
    await expect(run("reserved")).rejects.toMatchObject({ name: "TooManyRequestsException" });
    await expect(put(950)).rejects.toMatchObject({
      message: expect.stringContaining("below its minimum value of [100]."),
    });
    await lambda.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: "reserved" }));
    expect(
      (await lambda.client.send(new GetFunctionConcurrencyCommand({ FunctionName: "reserved" })))
        .ReservedConcurrentExecutions,
    ).toBeUndefined();
    expect(await run("reserved")).toBe("done");
  });

  test("concurrent invocations run on environments of their own", async () => {
    await create("parallel", {
      Code: { ZipFile: source("new Promise((r) => setTimeout(r, 400, process.pid))") },
    });
    const pids = await Promise.all([run("parallel"), run("parallel"), run("parallel")]);
    expect(new Set(pids).size).toBe(3);
  });
});

test("operations that are not supported are refused by name, unknown paths are unknown", async () => {
  await expect(lambda.client.send(new ListLayersCommand({}))).rejects.toMatchObject({
    name: "UnsupportedOperationException",
    message: expect.stringContaining("ListLayers is not supported"),
  });
  expect((await fetch(`${lambda.url}/2015-03-31/nothing`)).status).toBe(404);
});
