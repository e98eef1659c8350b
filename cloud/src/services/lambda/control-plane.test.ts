import {
  CreateAliasCommand,
  type CreateFunctionCommandInput,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  ListAliasesCommand,
  ListCodeSigningConfigsCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arnOf, create, run, serveWithBucket, source } from "./testing/functions.ts";
import { SCOPE, type TestLambda, zipOf } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveWithBucket();
});
afterAll(() => lambda.close());

describe("CreateFunction", () => {
  test("CreateFunction answers Pending with every member; GetFunction answers Active", async () => {
    const created = await create(lambda, "full", {
      Tags: { team: "home" },
      Environment: { Variables: { AA: "b" } },
    });
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
    await create(lambda, "from-s3", { Code: { S3Bucket: "bucket", S3Key: "code.zip" } });
    expect(await run(lambda, "from-s3")).toBe("s3");
    await expect(
      create(lambda, "no-key", { Code: { S3Bucket: "bucket", S3Key: "other.zip" } }),
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
      { Runtime: "dotnet8" },
      "InvalidParameterValueException",
      /^The runtime dotnet8 is recognised but not supported by Portcullis/,
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
      "image",
      { PackageType: "Image" },
      "InvalidParameterValueException",
      /^PackageType Image is not supported/,
    ],
    [
      "image-address",
      { Code: { ImageUri: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x" } },
      "InvalidParameterValueException",
      /^Code\.ImageUri of CreateFunction is not supported/,
    ],
    ["name", { FunctionName: "bad name" }, "ValidationException", /functionName/],
  ])("CreateFunction refuses: %s", async (_title, changes, code, message) => {
    await expect(create(lambda, "refused", changes)).rejects.toMatchObject({
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

  test.each([
    [
      "an unknown one",
      ["riscv"],
      "[riscv]",
      "satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
    ],
    ["two", ["x86_64", "arm64"], "[x86_64, arm64]", "have length less than or equal to 1"],
  ])(
    "CreateFunction, UpdateFunctionCode: architectures, %s: one sentence",
    async (_title, list, shown, rule) => {
      const message = `1 validation error detected: Value '${shown}' at 'architectures' failed to satisfy constraint: Member must ${rule}`;
      const Architectures = list as never[];
      await expect(create(lambda, "machine", { Architectures })).rejects.toMatchObject({
        name: "ValidationException",
        message,
      });
      await expect(
        lambda.client.send(
          new UpdateFunctionCodeCommand({ FunctionName: "machine", ZipFile: source("1"), Architectures }),
        ),
      ).rejects.toMatchObject({ name: "ValidationException", message });
    },
  );

  test("CreateFunction takes a null map of variables as none", async () => {
    const created = await create(lambda, "no-variables", { Environment: { Variables: null as never } });
    expect(created.Environment).toBeUndefined();
  });

  test("CreateFunction of an existing name is a conflict", async () => {
    await create(lambda, "twice");
    await expect(create(lambda, "twice")).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: "Function already exist: twice",
    });
  });
});

describe("Updates, versions, aliases", () => {
  test("UpdateFunctionCode and UpdateFunctionConfiguration reach the next invocation", async () => {
    await create(lambda, "changing");
    expect(await run(lambda, "changing")).toBe("one");
    await lambda.client.send(
      new UpdateFunctionCodeCommand({
        FunctionName: "changing",
        ZipFile: source("process.env.NAME || 'two'"),
      }),
    );
    expect(await run(lambda, "changing")).toBe("two");
    const updated = await lambda.client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: "changing",
        Environment: { Variables: { NAME: "three" } },
        Timeout: 7,
      }),
    );
    expect(updated).toMatchObject({ Timeout: 7, LastUpdateStatus: "InProgress" });
    expect(await run(lambda, "changing")).toBe("three");
    await expect(
      lambda.client.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: "changing", RevisionId: "stale" }),
      ),
    ).rejects.toMatchObject({ name: "PreconditionFailedException" });
  });

  test("PublishVersion freezes code; an alias follows; deleting a version in use is a conflict", async () => {
    await create(lambda, "versioned");
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
    expect(await run(lambda, "versioned", "live")).toBe("one");
    expect(await run(lambda, "versioned")).toBe("two");
    await lambda.client.send(
      new UpdateAliasCommand({ FunctionName: "versioned", Name: "live", FunctionVersion: "2" }),
    );
    expect(await run(lambda, "versioned:live")).toBe("two");
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
    await expect(run(lambda, "versioned", "live")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("PublishVersion after nothing but the description has changed makes another version", async () => {
    const FunctionName = "described";
    await create(lambda, FunctionName, { Description: "first" });
    const publish = async (Description?: string) => {
      const input = { FunctionName, ...(Description === undefined ? {} : { Description }) };
      const { Version } = await lambda.client.send(new PublishVersionCommand(input));
      return Version;
    };
    expect(await publish()).toBe("1");
    expect(await publish()).toBe("1");
    await lambda.client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: "second" }));
    expect(await publish("of the version only")).toBe("2");
    expect(await publish()).toBe("2");
  });

  test("TagResource, ListTags, UntagResource", async () => {
    await create(lambda, "tagged");
    const Resource = arnOf("tagged");
    await lambda.client.send(new TagResourceCommand({ Resource, Tags: { a: "1", b: "2" } }));
    await lambda.client.send(new UntagResourceCommand({ Resource, TagKeys: ["a"] }));
    expect((await lambda.client.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: "2" });
  });

  test("DeleteFunction ends it: Invoke and a second delete are not found", async () => {
    await create(lambda, "doomed");
    expect(await run(lambda, "doomed")).toBe("one");
    await lambda.client.send(new DeleteFunctionCommand({ FunctionName: "doomed" }));
    await expect(run(lambda, "doomed")).rejects.toMatchObject({
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

test("operations that are not supported are refused by name, unknown paths are unknown", async () => {
  await expect(lambda.client.send(new ListCodeSigningConfigsCommand({}))).rejects.toMatchObject({
    name: "UnsupportedOperationException",
    message: expect.stringContaining("ListCodeSigningConfigs is not supported"),
  });
  expect((await fetch(`${lambda.url}/2015-03-31/nothing`)).status).toBe(404);
});
