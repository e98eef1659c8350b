import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { roleSession } from "../../core/role-session.ts";
import { arnOf, create, inputFor, serveWithBucket, source } from "./testing/functions.ts";
import { API_GATEWAY, ROLE_ARN, SCOPE, serveLambda, type TestLambda } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveWithBucket();
});
afterAll(() => lambda.close());

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
    await create(lambda, "callable");
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

  test("LAM-2: a call by a version or an alias needs the right on exactly that", async () => {
    await create(lambda, "versioned");
    await lambda.client.send(new PublishVersionCommand({ FunctionName: "versioned" }));
    const alias = { FunctionName: "versioned", Name: "live", FunctionVersion: "1" };
    await lambda.client.send(new CreateAliasCommand(alias));
    const arn = arnOf("versioned");
    const calls = {
      "": { FunctionName: "versioned" },
      ":live": { FunctionName: "versioned", Qualifier: "live" },
      ":1": { FunctionName: "versioned:1" },
    };
    const allowedWith = async (resource: string): Promise<string[]> => {
      const client = lambda.roleClient(allow(["lambda:*", resource]));
      const asked = Object.entries(calls).map(async ([suffix, input]) => {
        const commands = [new InvokeCommand(input), new GetFunctionCommand(input)];
        const answers = await Promise.allSettled(commands.map((command) => client.send(command as never)));
        const refusals = answers.filter(({ status }) => status === "rejected");
        for (const refusal of refusals) {
          expect(String((refusal as PromiseRejectedResult).reason)).toContain(
            `on resource: ${arn}${suffix} because`,
          );
        }
        return refusals.length === 0 ? [suffix] : [];
      });
      return (await Promise.all(asked)).flat();
    };

    expect(await allowedWith(arn)).toEqual([""]);
    expect(await allowedWith(`${arn}:live`)).toEqual([":live"]);
    expect(await allowedWith(`${arn}:*`)).toEqual([":live", ":1"]);
    expect(await allowedWith(`${arn}*`)).toEqual(["", ":live", ":1"]);
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

  test("LAM-3: a role of another account is given to no function, by nobody", async () => {
    const Role = ROLE_ARN.replace(SCOPE.accountId, "210987654321");
    const refused = {
      name: "AccessDeniedException",
      message: "Cross-account pass role is not allowed.",
      $metadata: { httpStatusCode: 403 },
    };
    const creation = new CreateFunctionCommand(inputFor("foreign", { Role }));
    await expect(lambda.client.send(creation)).rejects.toMatchObject(refused);
    await expect(lambda.roleClient(allow(["*", "*"])).send(creation)).rejects.toMatchObject(refused);
    await expect(lambda.roleClient().send(creation)).rejects.toThrow("perform: lambda:CreateFunction");

    await create(lambda, "own");
    const change = new UpdateFunctionConfigurationCommand({ FunctionName: "own", Role });
    await expect(lambda.client.send(change)).rejects.toMatchObject(refused);
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

  test("LAM-9: an older version of a package is for callers who may read versions", async () => {
    const Code = { S3Bucket: "bucket", S3Key: "code.zip", S3ObjectVersion: "v1" };
    const command = new CreateFunctionCommand(inputFor("older", { Code }));
    const most: [string, string][] = [
      ["lambda:*", "*"],
      ["iam:PassRole", "*"],
      ["s3:GetObject", "*"],
    ];
    await expect(lambda.roleClient(allow(...most)).send(command)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("S3 Error Code: AccessDenied"),
    });
    const client = lambda.roleClient(allow(...most, ["s3:GetObjectVersion", "*"]));
    expect((await client.send(command)).FunctionName).toBe("older");
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
    await create(lambda, "open");
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

  test("LAM-2: a session of a role is let in by its own policies, and by no Allow for the service", async () => {
    await create(lambda, "as-role");
    await lambda.client.send(
      new AddPermissionCommand({
        FunctionName: "as-role",
        StatementId: "api",
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
      }),
    );
    const invokeAs = (...statements: object[]) => {
      lambda.roleClient(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
      const role = { roles: lambda.identities, scope: SCOPE };
      const caller = roleSession(
        role,
        `arn:aws:iam::${SCOPE.accountId}:role/caller`,
        "BackplaneAssumeRoleSession",
      );
      if (caller === undefined) throw new Error("There is no role.");
      return lambda.service.invoker.invoke({ functionArn: arnOf("as-role"), payload: "{}", caller });
    };
    const statement = (Effect: string, Resource: string) => ({
      Effect,
      Action: "lambda:InvokeFunction",
      Resource,
    });
    const allow = statement("Allow", arnOf("as-role"));

    expect(await invokeAs(allow)).toMatchObject({ kind: "success" });
    expect(await invokeAs(statement("Allow", arnOf("another")))).toMatchObject({
      kind: "refused",
      code: "AccessDeniedException",
      why: { reason: "no-allow" },
    });
    expect(await invokeAs(allow, statement("Deny", "*"))).toMatchObject({
      kind: "refused",
      why: { reason: "explicit-deny" },
    });
  });

  test("TRACE-6: a run is behind what its environment asks, and what invoked the function above it", async () => {
    const behind: (string | undefined)[][] = [];
    const nothing = () => undefined;
    const causes = {
      set: (_key: string, ...told: string[]) => void behind.push(told),
      of: nothing,
      above: nothing,
    };
    const watched = await serveLambda({ causes });
    onTestFinished(() => watched.close());
    await create(watched, "caused");
    watched.roleClient(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" }],
      }),
    );
    const role = `arn:aws:iam::${SCOPE.accountId}:role/caller`;
    const caller = roleSession({ roles: watched.identities, scope: SCOPE }, role, "test");
    if (caller === undefined) throw new Error("There is no role.");

    await watched.service.invoker.invoke({
      functionArn: arnOf("caused"),
      payload: "{}",
      caller,
      cause: "asked",
    });

    expect(behind).toContainEqual([expect.any(String), "asked"]);
  });

  test("the invoker names a function that is gone, and gives up after the caller's patience", async () => {
    expect(await invokeBy("never-made")).toMatchObject({
      kind: "refused",
      code: "ResourceNotFoundException",
    });
    await create(lambda, "sleepy", { Code: { ZipFile: source("new Promise((r) => setTimeout(r, 2000))") } });
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
