import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionUrlConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import type {
  Properties,
  ResourceChange,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { openObject } from "../../../core/testing/open-object.ts";
import { API_GATEWAY, ROLE_ARN, SCOPE, serveLambda, type TestLambda, zipOf } from "../testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveLambda();
});
afterAll(() => lambda.close());

function provider(type: string, of = lambda): ResourceProvider {
  const found = of.service.resources.find((candidate) => candidate.type === type);
  if (found === undefined) throw new Error(`There is no provider of ${type}.`);
  return found;
}
const context = (logicalId: string): ResourceContext => ({
  scope: SCOPE,
  caller: anonymous,
  stackName: "stack",
  stackId: "arn:stack",
  logicalId,
  generateName: () => `stack-${logicalId}-abc123`,
  commit: (write) => write(),
  tags: { "aws:cloudformation:stack-name": "stack" },
});
const properties = (source: string, more: Properties = {}): Properties => ({
  Code: { ZipFile: `exports.handler = async () => ${source};` },
  Role: ROLE_ARN,
  Runtime: "nodejs22.x",
  Handler: "index.handler",
  Timeout: "5",
  ...more,
});
async function run(functionArn: string): Promise<string> {
  const outcome = await lambda.service.invoker.invoke({ functionArn, payload: "{}", caller: API_GATEWAY });
  return outcome.kind === "success"
    ? outcome.payload.toString()
    : `${outcome.kind} ${"code" in outcome ? outcome.code : ""}`;
}

describe("AWS::Lambda::*", () => {
  test("AWS::Lambda::Url: the mode changes with the template, and is the default again without it", async () => {
    const { physicalId: TargetFunctionArn } = await provider("AWS::Lambda::Function").create(
      context("Streams"),
      properties("1"),
    );
    const urls = provider("AWS::Lambda::Url");
    const plain = { TargetFunctionArn, AuthType: "NONE" };
    const streamed = { ...plain, InvokeMode: "RESPONSE_STREAM" };
    const mode = async () =>
      (await lambda.client.send(new GetFunctionUrlConfigCommand({ FunctionName: TargetFunctionArn })))
        .InvokeMode;

    const { physicalId } = await urls.create(context("Url"), streamed);
    expect(await mode()).toBe("RESPONSE_STREAM");
    await urls.update(context("Url"), physicalId, streamed, plain);
    expect(await mode()).toBe("BUFFERED");
    await urls.update(context("Url"), physicalId, plain, streamed);
    expect(await mode()).toBe("RESPONSE_STREAM");
    await expect(
      urls.update(context("Url"), physicalId, plain, { ...plain, InvokeMode: "SLOW" }),
    ).rejects.toThrow("enum value set");
  });

  test("CFN-ASKED a function that was stopped meanwhile is not set going by an update of something else", async () => {
    const functions = provider("AWS::Lambda::Function");
    const before = properties("'one'");
    const { physicalId: FunctionName } = await functions.create(context("Stopped"), before);
    await lambda.client.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
    );
    await functions.update(context("Stopped"), FunctionName, before, { ...before, Description: "new" });
    const shown = await lambda.client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    expect(shown.ReservedConcurrentExecutions).toBe(0);
    await functions.delete(context("Stopped"), FunctionName, before);
  });

  test("AWS::Lambda::Function with permission, version and alias: created, updated in place, deleted", async () => {
    const functions = provider("AWS::Lambda::Function");
    const before = properties("'one'", { Environment: { Variables: { COUNT: 1 } } });
    const made = await functions.create(context("Fn"), before);
    const arn = String(made.attributes["Arn"]);
    expect(made.physicalId).toBe("stack-Fn-abc123");
    expect(arn).toBe(`arn:aws:lambda:eu-west-1:${SCOPE.accountId}:function:stack-Fn-abc123`);
    expect(await run(arn)).toBe("refused AccessDeniedException");

    const permissions = provider("AWS::Lambda::Permission");
    const grant = {
      Action: "lambda:InvokeFunction",
      FunctionName: arn,
      Principal: "apigateway.amazonaws.com",
    };
    const permission = await permissions.create(context("Perm"), grant);
    expect(await run(arn)).toBe('"one"');

    const version = await provider("AWS::Lambda::Version").create(context("V"), {
      FunctionName: made.physicalId,
    });
    expect(version).toMatchObject({ physicalId: `${arn}:1`, attributes: { Version: "1" } });
    const aliases = provider("AWS::Lambda::Alias");
    const alias = await aliases.create(context("A"), {
      FunctionName: made.physicalId,
      FunctionVersion: "1",
      Name: "live",
    });
    expect(alias.physicalId).toBe(`${arn}:live`);
    expect(await run(`${arn}:live`)).toBe("refused AccessDeniedException");
    await permissions.create(context("Perm2"), { ...grant, FunctionName: `${arn}:live` });

    const after = properties("process.env.COUNT + 'two'");
    await functions.update(context("Fn"), made.physicalId, before, after);
    expect(await run(arn)).toBe('"undefinedtwo"');
    expect(await run(`${arn}:live`)).toBe('"one"');

    const second = await provider("AWS::Lambda::Version").create(context("V2"), { FunctionName: arn });
    const plain = { FunctionName: arn, FunctionVersion: "1", Name: "live" };
    const weights = [{ FunctionVersion: second.attributes["Version"] ?? "", FunctionWeight: "0.999999" }];
    const RoutingConfig = { AdditionalVersionWeights: weights };
    await aliases.update(context("A"), alias.physicalId, plain, { ...plain, RoutingConfig });
    expect(await run(`${arn}:live`)).toBe('"undefinedtwo"');
    await aliases.update(context("A"), alias.physicalId, { ...plain, RoutingConfig }, plain);
    expect(await run(`${arn}:live`)).toBe('"one"');

    await permissions.delete(context("Perm"), permission.physicalId, grant);
    await permissions.delete(context("Perm"), permission.physicalId, grant);
    expect(await run(arn)).toBe("refused AccessDeniedException");
    await aliases.delete(context("A"), alias.physicalId, {});
    await functions.delete(context("Fn"), made.physicalId, after);
    await functions.delete(context("Fn"), made.physicalId, after);
    expect(await run(arn)).toBe("refused ResourceNotFoundException");
  });

  test("AWS::Lambda::Function refuses by name what does not run here", async () => {
    const functions = provider("AWS::Lambda::Function");
    const create = (more: Properties) => functions.create(context("Bad"), properties("1", more));
    await expect(create({ Runtime: "dotnet8" })).rejects.toThrow("dotnet8 is recognised but not supported");
    await expect(create({ PackageType: "Image" })).rejects.toThrow("Image is not supported");
    await expect(create({ Timeout: "1000" })).rejects.toThrow("less than or equal to 900");
    await expect(create({ Runtime: "provided.al2023" })).rejects.toThrow("ZipFile can only be used");
    await expect(create({ Runtime: "nodejs18.x" })).rejects.toThrow("nodejs18.x is no longer supported");
    expect(functions.properties).not.toHaveProperty("VpcConfig");
  });

  test("ProvisionedConcurrencyConfig of a version and an alias: kept, changed, taken away", async () => {
    const { physicalId: FunctionName } = await provider("AWS::Lambda::Function").create(
      context("Ready"),
      properties("'ready'"),
    );
    const requested = async (Qualifier: string) => {
      const found = await lambda.client.send(
        new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier }),
      );
      return [found.RequestedProvisionedConcurrentExecutions, found.Status];
    };
    const config = (ProvisionedConcurrentExecutions: string | number): Properties => ({
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions },
    });
    const versions = provider("AWS::Lambda::Version");
    const version = { FunctionName, ...config(2) };
    const made = await versions.create(context("V"), version);
    expect(await requested("1")).toEqual([2, "READY"]);
    const aliases = provider("AWS::Lambda::Alias");
    const plain = { FunctionName, FunctionVersion: "1", Name: "live" };
    await expect(aliases.create(context("A"), { ...plain, ...config(1) })).rejects.toThrow(
      "on an already Provisioned version",
    );
    await aliases.delete(context("A"), `${made.physicalId.slice(0, -1)}live`, plain);
    await versions.delete(context("V"), made.physicalId, version);
    await expect(requested("1")).rejects.toThrow("No Provisioned Concurrency Config found for this function");

    await versions.create(context("V2"), { FunctionName });
    const second = { ...plain, FunctionVersion: "2" };
    const alias = await aliases.create(context("A"), { ...second, ...config("1") });
    const call = (change: ResourceChange) => aliases.calls(context("A"), change).at(-1);
    const { physicalId } = alias;
    const [before, after] = [
      { ...second, ...config(1) },
      { ...second, ...config(3) },
    ];
    expect(await requested("live")).toEqual([1, "READY"]);
    await aliases.update(context("A"), physicalId, before, after);
    expect(await requested("live")).toEqual([3, "READY"]);
    expect(call({ kind: "update", physicalId, before, after })).toEqual({
      operation: "PutProvisionedConcurrencyConfig",
      input: { FunctionName, Qualifier: "live" },
    });
    await aliases.update(context("A"), physicalId, after, second);
    await expect(requested("live")).rejects.toThrow("No Provisioned Concurrency Config found");
    expect(call({ kind: "update", physicalId, before: after, after: second })).toMatchObject({
      operation: "DeleteProvisionedConcurrencyConfig",
    });
    await expect(
      aliases.update(context("A"), physicalId, second, { ...second, ...config(0) }),
    ).rejects.toThrow("provisionedConcurrentExecutions");
  });

  test("LAM-30 AWS::Lambda::EventSourceMapping asks for the function that a mapping is given to", () => {
    const change = {
      kind: "update",
      physicalId: "id",
      before: { FunctionName: "a" },
      after: { FunctionName: "b" },
    } as const;
    expect(provider("AWS::Lambda::EventSourceMapping").calls(context("M"), change)).toEqual([
      { operation: "UpdateEventSourceMapping", input: { UUID: "id", FunctionName: "b" } },
    ]);
  });

  test("AWS::Lambda::EventInvokeConfig: made, replaced as a whole, deleted", async () => {
    const { physicalId: FunctionName } = await provider("AWS::Lambda::Function").create(
      context("Heard"),
      properties("'heard'"),
    );
    const configs = provider("AWS::Lambda::EventInvokeConfig");
    const kept = () => lambda.client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
    const before = { FunctionName, Qualifier: "$LATEST", MaximumRetryAttempts: "1", DestinationConfig: {} };
    const { physicalId } = await configs.create(context("C"), before);
    expect(await kept()).toMatchObject({ MaximumRetryAttempts: 1 });
    const after = { FunctionName, Qualifier: "$LATEST", MaximumEventAgeInSeconds: 60 };
    await configs.update(context("C"), physicalId, before, after);
    expect(await kept()).toMatchObject({ MaximumEventAgeInSeconds: 60 });
    expect(await kept()).not.toHaveProperty("MaximumRetryAttempts");
    const bucket = "arn:aws:s3:::dead";
    const DestinationConfig = { OnFailure: { Destination: bucket } };
    await expect(configs.create(context("C"), { ...before, DestinationConfig })).rejects.toThrow(
      `The destination ${bucket} is recognised but not supported`,
    );
    await expect(configs.create(context("C"), { ...before, MaximumRetryAttempts: 3 })).rejects.toThrow(
      "maximumRetryAttempts",
    );
    expect(configs.calls(context("C"), { kind: "delete", physicalId, properties: after })).toEqual([
      { operation: "DeleteFunctionEventInvokeConfig", input: { FunctionName, Qualifier: "$LATEST" } },
    ]);
    await configs.delete(context("C"), physicalId, after);
    await configs.delete(context("C"), physicalId, after);
    await expect(kept()).rejects.toThrow("doesn't have an EventInvokeConfig");
  });

  test("AWS::Lambda::LayerVersion and its permission: made, used by a function, deleted", async () => {
    const readObject = async () => ({
      body: zipOf({ "nodejs/node_modules/word.js": "module.exports = 'layer'" }),
      contentType: "",
    });
    const own = await serveLambda({ objectReader: { readingOf: openObject, readObject } });
    const of = (type: string) => provider(type, own);
    const layers = of("AWS::Lambda::LayerVersion");
    const given: Properties = {
      Content: { S3Bucket: "bucket", S3Key: "k" },
      CompatibleRuntimes: ["nodejs22.x"],
    };
    const layer = await layers.create(context("Words"), given);
    const arn = `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:layer:stack-Words-abc123:1`;
    expect(layer).toEqual({ physicalId: arn, attributes: { LayerVersionArn: arn } });

    const permissions = of("AWS::Lambda::LayerVersionPermission");
    const grant = { Action: "lambda:GetLayerVersion", LayerVersionArn: arn, Principal: "*" };
    const permission = await permissions.create(context("Open"), grant);
    expect(permission.physicalId).toBe(`${arn}#stack-Open-abc123`);
    await permissions.delete(context("Open"), permission.physicalId, grant);
    await permissions.delete(context("Open"), permission.physicalId, grant);

    const functions = of("AWS::Lambda::Function");
    const before = properties("require('word')", { Layers: [arn] });
    const made = await functions.create(context("Fn"), before);
    const invoke = new InvokeCommand({ FunctionName: made.physicalId });
    const answer = async () => Buffer.from((await own.client.send(invoke)).Payload ?? []).toString();
    expect(await answer()).toBe('"layer"');
    await layers.delete(context("Words"), arn, given);
    await layers.delete(context("Words"), arn, given);
    // A version that the function keeps need not be there any more.
    const described = { ...before, Description: "x" };
    await functions.update(context("Fn"), made.physicalId, before, described);
    expect(await answer()).toBe('"layer"');
    const { Layers: _none, ...without } = before;
    await functions.update(context("Fn"), made.physicalId, described, without);
    expect(await answer()).toContain("Cannot find module 'word'");
    await own.close();
  });

  test("CFN-HELD functions are made without Lambda Insights; other layers of AWS are refused", async () => {
    const own = await serveLambda();
    const provider = own.service.resources.find(({ type }) => type === "AWS::Lambda::Function");
    if (provider === undefined) throw new Error("There is no provider of functions.");
    const insights = "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:53";
    const before = properties("1", { Layers: [insights] });
    const change = { kind: "create", properties: before } as const;
    expect(JSON.stringify(provider.calls(context("Fn"), change))).not.toContain("Insights");
    const { physicalId } = await provider.create(context("Fn"), before);
    const shown = async () =>
      (await own.client.send(new GetFunctionConfigurationCommand({ FunctionName: physicalId }))).Layers;
    expect(await shown()).toBeUndefined();

    const newer = { ...before, Layers: [insights.replace("53", "54")] };
    await provider.update(context("Fn"), physicalId, before, newer);
    expect(await shown()).toBeUndefined();
    for (const other of [insights.replace("Insights", "Other"), insights.replace("eu-west-1", "us-east-1")]) {
      await expect(
        provider.update(context("Fn"), physicalId, newer, { ...before, Layers: [insights, other] }),
      ).rejects.toMatchObject({ code: "InvalidParameterValueException" });
    }
    await own.close();
  });
});
