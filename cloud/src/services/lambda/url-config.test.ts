import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  UpdateAliasCommand,
  UpdateFunctionUrlConfigCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arnOf, create } from "./testing/functions.ts";
import { serveLambda, type TestLambda } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveLambda();
  await create(lambda, "fn");
  await lambda.client.send(
    new CreateAliasCommand({ FunctionName: "fn", Name: "live", FunctionVersion: "$LATEST" }),
  );
});
afterAll(() => lambda.close());

const send: TestLambda["client"]["send"] = ((command: never) => lambda.client.send(command)) as never;
const refusal = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "no refusal",
    ({ name, message, $metadata }) => [$metadata?.httpStatusCode, name, message],
  );
const make = (more: object = {}) =>
  send(new CreateFunctionUrlConfigCommand({ FunctionName: "fn", AuthType: "NONE", ...more }));
const NONE = [404, "ResourceNotFoundException", "The resource you requested does not exist."];
const URL_PATTERN = /^http:\/\/localhost:4566\/_aws\/lambda-url\/[a-z0-9]{32}\/$/;
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\+0000$/);

describe("Function URLs", () => {
  test("are found as resources by the name or ARN of their function", async () => {
    const { findUrl } = lambda.service;
    expect(findUrl("fn")).toBeUndefined();
    const { FunctionUrl, FunctionArn } = await make({ AuthType: "AWS_IAM" });
    const properties = { AuthType: "AWS_IAM", FunctionUrl, FunctionArn, TargetFunctionArn: FunctionArn };
    for (const identifier of ["fn", arnOf("fn")]) {
      expect(findUrl(identifier)).toEqual({
        functionArn: arnOf("fn"),
        properties: { ...properties, InvokeMode: "BUFFERED" },
      });
    }
    for (const identifier of [
      "fn:live",
      "other",
      "",
      "no name!",
      arnOf("fn").replace("eu-west-1", "eu-west-2"),
    ]) {
      expect(findUrl(identifier)).toBeUndefined();
    }
    await send(new DeleteFunctionUrlConfigCommand({ FunctionName: "fn" }));
  });

  test("are made, read, changed, listed and taken away", async () => {
    const { $metadata, ...made } = await make({ Cors: { AllowOrigins: ["https://a.example"], MaxAge: 60 } });
    expect($metadata.httpStatusCode).toBe(201);
    expect(made).toEqual({
      AuthType: "NONE",
      Cors: { AllowOrigins: ["https://a.example"], MaxAge: 60 },
      CreationTime: TIME,
      FunctionArn: arnOf("fn"),
      FunctionUrl: expect.stringMatching(URL_PATTERN),
    });
    const get = async (more: object = {}) => {
      const { $metadata: _m, ...got } = await send(
        new GetFunctionUrlConfigCommand({ FunctionName: "fn", ...more }),
      );
      return got;
    };
    expect(await get()).toEqual({ ...made, InvokeMode: "BUFFERED", LastModifiedTime: TIME });
    await send(new UpdateFunctionUrlConfigCommand({ FunctionName: "fn", AuthType: "AWS_IAM" }));
    expect(await get()).toMatchObject({ ...made, AuthType: "AWS_IAM" });

    const live = await make({ Qualifier: "live", InvokeMode: "BUFFERED" });
    expect([live.FunctionArn, live.InvokeMode]).toEqual([`${arnOf("fn")}:live`, "BUFFERED"]);
    expect(live.FunctionUrl).not.toBe(made.FunctionUrl);
    const { FunctionUrlConfigs } = await send(new ListFunctionUrlConfigsCommand({ FunctionName: "fn" }));
    expect(FunctionUrlConfigs?.map(({ FunctionUrl }) => FunctionUrl)).toEqual([
      made.FunctionUrl,
      live.FunctionUrl,
    ]);

    expect(await refusal(make())).toEqual([
      409,
      "ResourceConflictException",
      `Failed to create function url config for [functionArn = ${arnOf("fn")}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    ]);
    const gone = { FunctionName: "fn" };
    expect((await send(new DeleteFunctionUrlConfigCommand(gone))).$metadata.httpStatusCode).toBe(204);
    expect(await refusal(send(new DeleteFunctionUrlConfigCommand(gone)))).toEqual(NONE);
    expect(await refusal(send(new GetFunctionUrlConfigCommand(gone)))).toEqual(NONE);
    expect(await refusal(send(new UpdateFunctionUrlConfigCommand(gone)))).toEqual(NONE);
  });

  test("keep their mode until another is given", async () => {
    await create(lambda, "streams");
    const FunctionName = "streams";
    const change = async (more: object) =>
      (await send(new UpdateFunctionUrlConfigCommand({ FunctionName, ...more }))).InvokeMode;
    expect((await make({ FunctionName, InvokeMode: "RESPONSE_STREAM" })).InvokeMode).toBe("RESPONSE_STREAM");
    expect((await send(new GetFunctionUrlConfigCommand({ FunctionName }))).InvokeMode).toBe(
      "RESPONSE_STREAM",
    );
    expect(await change({ AuthType: "AWS_IAM" })).toBe("RESPONSE_STREAM");
    expect(await change({ InvokeMode: "BUFFERED" })).toBe("BUFFERED");
    expect(await change({ InvokeMode: "RESPONSE_STREAM" })).toBe("RESPONSE_STREAM");
  });

  test.each<[string, object, number, string, string]>([
    [
      "an unknown function",
      { FunctionName: "nobody" },
      404,
      "ResourceNotFoundException",
      "Function does not exist",
    ],
    [
      "an unknown alias",
      { Qualifier: "nobody" },
      404,
      "ResourceNotFoundException",
      "Function does not exist",
    ],
    ["$LATEST", { Qualifier: "$LATEST" }, 400, "ValidationException", "((?!^\\d+$)^[0-9a-zA-Z-_]+$)"],
    ["a version", { Qualifier: "1" }, 400, "ValidationException", "((?!^\\d+$)^[0-9a-zA-Z-_]+$)"],
    ["an unknown mode", { InvokeMode: "SLOW" }, 400, "ValidationException", "enum value set"],
    ["an unknown AuthType", { AuthType: "JWT" }, 400, "ValidationException", "enum value set"],
  ])("%s is refused", async (_title, more, status, name, text) => {
    expect(await refusal(make(more))).toEqual([status, name, expect.stringContaining(text)]);
  });

  test("go with their function and with their alias, and stay when the alias changes", async () => {
    await create(lambda, "short");
    const alias = { FunctionName: "short", Name: "live", FunctionVersion: "$LATEST" };
    const read = (Qualifier?: string) =>
      refusal(
        send(
          new GetFunctionUrlConfigCommand({
            FunctionName: "short",
            ...(Qualifier === undefined ? {} : { Qualifier }),
          }),
        ),
      );
    await send(new CreateAliasCommand(alias));
    await make({ FunctionName: "short", Qualifier: "live" });
    await make({ FunctionName: "short" });
    await send(new UpdateAliasCommand({ ...alias, Description: "other" }));
    expect(await read("live")).toBe("no refusal");
    await send(new DeleteAliasCommand({ FunctionName: "short", Name: "live" }));
    await send(new CreateAliasCommand(alias));
    expect([await read("live"), await read()]).toEqual([NONE, "no refusal"]);
    await send(new DeleteFunctionCommand({ FunctionName: "short" }));
    await create(lambda, "short");
    expect(await read()).toEqual(NONE);
  });
});
