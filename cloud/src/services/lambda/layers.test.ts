import {
  AddLayerVersionPermissionCommand,
  DeleteLayerVersionCommand,
  GetFunctionConfigurationCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  RemoveLayerVersionPermissionCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { create } from "./testing/functions.ts";
import { publish } from "./testing/layers.ts";
import { SCOPE, serveLambda, type TestLambda, zipOf } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveLambda();
});
afterAll(() => lambda.close());

const ARN = `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:layer`;
const FILES = { "nodejs/node_modules/word/index.js": "module.exports = 'layer';" };

const send: TestLambda["client"]["send"] = ((command: never) => lambda.client.send(command)) as never;
const refusal = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "no refusal",
    ({ name, message, $metadata }) => [$metadata?.httpStatusCode, name, message],
  );

describe("Layer versions", () => {
  test("PublishLayerVersion counts up, and says what AWS says", async () => {
    const first = await send(
      new PublishLayerVersionCommand({
        LayerName: "counted",
        Description: "one",
        LicenseInfo: "MIT",
        CompatibleRuntimes: ["nodejs22.x"],
        CompatibleArchitectures: ["x86_64"],
        Content: { ZipFile: zipOf(FILES) },
      }),
    );
    expect(first).toMatchObject({
      $metadata: { httpStatusCode: 201 },
      Content: { CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/), CodeSize: zipOf(FILES).length },
      LayerArn: `${ARN}:counted`,
      LayerVersionArn: `${ARN}:counted:1`,
      Description: "one",
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
      Version: 1,
      CompatibleRuntimes: ["nodejs22.x"],
      CompatibleArchitectures: ["x86_64"],
      LicenseInfo: "MIT",
    });
    expect(await publish(lambda, `${ARN}:counted`, FILES)).toBe(`${ARN}:counted:2`);
    await send(new DeleteLayerVersionCommand({ LayerName: "counted", VersionNumber: 2 }));
    await send(new DeleteLayerVersionCommand({ LayerName: "counted", VersionNumber: 2 }));
    expect(await publish(lambda, "counted", FILES)).toBe(`${ARN}:counted:3`);

    const { $metadata: _m, ...published } = first;
    const byArn = await send(new GetLayerVersionByArnCommand({ Arn: `${ARN}:counted:1` }));
    expect(byArn).toMatchObject(published);
    const got = await send(new GetLayerVersionCommand({ LayerName: "counted", VersionNumber: 1 }));
    expect(got).toMatchObject(published);
    expect(
      await refusal(send(new GetLayerVersionCommand({ LayerName: "counted", VersionNumber: 2 }))),
    ).toEqual([404, "ResourceNotFoundException", "The resource you requested does not exist."]);
  });

  test("ListLayers has the newest that fits, ListLayerVersions all, the newest first", async () => {
    await publish(lambda, "listed", FILES, { CompatibleRuntimes: ["nodejs20.x"] });
    await publish(lambda, "listed", FILES, { CompatibleRuntimes: ["nodejs22.x"], Description: "newest" });
    const listed = async (filter: object) => {
      const { Layers = [] } = await send(new ListLayersCommand(filter));
      return Layers.filter(({ LayerName }) => LayerName === "listed").map(
        ({ LayerArn, LatestMatchingVersion }) => [LayerArn, LatestMatchingVersion?.Version],
      );
    };
    expect(await listed({})).toEqual([[`${ARN}:listed`, 2]]);
    expect(await listed({ CompatibleRuntime: "nodejs20.x" })).toEqual([[`${ARN}:listed`, 1]]);
    expect(await listed({ CompatibleRuntime: "python3.12" })).toEqual([]);
    const page = await send(new ListLayerVersionsCommand({ LayerName: "listed", MaxItems: 1 }));
    expect(page.LayerVersions).toMatchObject([{ LayerVersionArn: `${ARN}:listed:2`, Description: "newest" }]);
    const rest = await send(
      new ListLayerVersionsCommand({ LayerName: "listed", Marker: page.NextMarker ?? "" }),
    );
    expect(rest.LayerVersions?.map(({ Version }) => Version)).toEqual([1]);
    expect((await send(new ListLayerVersionsCommand({ LayerName: "nobody" }))).LayerVersions).toEqual([]);
  });

  test("the policy of a version: added, read, taken away, and its refusals", async () => {
    await publish(lambda, "shared", FILES);
    const version = { LayerName: "shared", VersionNumber: 1 };
    const add = (more: object) =>
      send(
        new AddLayerVersionPermissionCommand({
          ...version,
          StatementId: "all",
          Action: "lambda:GetLayerVersion",
          Principal: "*",
          ...more,
        }),
      );
    const NONE = [404, "ResourceNotFoundException", "No policy is associated with the given resource."];
    expect(await refusal(send(new GetLayerVersionPolicyCommand(version)))).toEqual(NONE);
    expect(
      await refusal(send(new RemoveLayerVersionPermissionCommand({ ...version, StatementId: "all" }))),
    ).toEqual(NONE);
    expect(await refusal(add({ VersionNumber: 7 }))).toEqual([
      404,
      "ResourceNotFoundException",
      `Layer version ${ARN}:shared:7 does not exist.`,
    ]);
    expect(await refusal(add({ Action: "lambda:InvokeFunction" }))).toMatchObject([
      400,
      "ValidationException",
      expect.stringContaining("lambda:GetLayerVersion"),
    ]);
    const { Statement, RevisionId } = await add({});
    expect(JSON.parse(Statement ?? "")).toEqual({
      Sid: "all",
      Effect: "Allow",
      Principal: "*",
      Action: "lambda:GetLayerVersion",
      Resource: `${ARN}:shared:1`,
    });
    expect(await refusal(add({}))).toMatchObject([409, "ResourceConflictException", expect.any(String)]);
    const STALE =
      "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id";
    expect(await refusal(add({ StatementId: "b", RevisionId: "stale" }))).toEqual([
      412,
      "PreconditionFailedException",
      STALE,
    ]);
    const policy = await send(new GetLayerVersionPolicyCommand(version));
    expect([policy.RevisionId, JSON.parse(policy.Policy ?? "").Statement]).toEqual([
      RevisionId,
      [JSON.parse(Statement ?? "")],
    ]);
    expect(
      await refusal(send(new RemoveLayerVersionPermissionCommand({ ...version, StatementId: "x" }))),
    ).toEqual([404, "ResourceNotFoundException", "Statement x is not found in resource policy."]);
    await send(new RemoveLayerVersionPermissionCommand({ ...version, StatementId: "all" }));
    expect(await refusal(send(new GetLayerVersionPolicyCommand(version)))).toEqual(NONE);
  });
});

describe("The layers of a function", () => {
  let one: string;
  let two: string;
  beforeAll(async () => {
    one = await publish(lambda, "one", FILES);
    two = await publish(lambda, "one", FILES);
    await publish(lambda, "watcher", { "extensions/watch*": "#!/bin/sh\n" });
    for (const name of ["a", "b", "c", "d", "e"]) await publish(lambda, name, FILES);
  });

  const arns = (names: string): string[] => names.split(" ").map((name) => `${ARN}:${name}:1`);

  test.each<[string, string[], string]>([
    ["more than five", arns("one a b c d e"), "Cannot reference more than 5 layers."],
    ["none that is there", [`${ARN}:one:9`], `Layer version ${ARN}:one:9 does not exist.`],
    [
      "two versions of one",
      [`${ARN}:one:1`, `${ARN}:one:2`],
      `Two different versions of the same layer are not allowed to be referenced in the same function. ${ARN}:one:1 and ${ARN}:one:2 are versions of the same layer.`,
    ],
    [
      "one of another region",
      [`arn:aws:lambda:us-east-1:${SCOPE.accountId}:layer:one:1`],
      "Layers are not in the same region as the function. Layers are expected to be in region eu-west-1.",
    ],
    [
      "one of another account",
      ["arn:aws:lambda:eu-west-1:111122223333:layer:theirs:1"],
      "arn:aws:lambda:eu-west-1:111122223333:layer:theirs:1 is a layer of another account, which is not supported by Portcullis: publish its content as a layer of account 123456789012.",
    ],
    ...["017000801446:layer:AWSLambdaPowertoolsPythonV2:59", "094274105915:layer:A:1"].map(
      (theirs): [string, string[], string] => [
        `one of Powertools, ${theirs},`,
        [`arn:aws:lambda:eu-west-1:${theirs}`],
        `arn:aws:lambda:eu-west-1:${theirs} is a layer of another account, which is not supported by Portcullis: deploy the folder with \`portcullis up\`, which puts the package of the registry in its place, or publish its content as a layer of account 123456789012.`,
      ],
    ),
    [
      "an extension",
      [`${ARN}:watcher:1`],
      `The extension watch of ${ARN}:watcher:1 is not supported by Portcullis.`,
    ],
  ])("%s are refused by CreateFunction and UpdateFunctionConfiguration", async (_title, Layers, message) => {
    const expected = [400, "InvalidParameterValueException", expect.stringContaining(message)];
    expect(await refusal(create(lambda, "refused", { Layers }))).toEqual(expected);
    await create(lambda, "known").catch(() => undefined);
    const change = new UpdateFunctionConfigurationCommand({ FunctionName: "known", Layers });
    expect(await refusal(send(change))).toEqual(expected);
  });

  test("an ARN without a version is a ValidationException", async () => {
    expect(await refusal(create(lambda, "refused", { Layers: [`${ARN}:one`] }))).toMatchObject([
      400,
      "ValidationException",
      expect.stringContaining("layers"),
    ]);
  });

  test("they are told in order, published with a version, changed and taken away", async () => {
    const { Layers } = await create(lambda, "told", { Layers: [two, `${ARN}:a:1`] });
    const CodeSize = zipOf(FILES).length;
    expect(Layers).toEqual([
      { Arn: two, CodeSize },
      { Arn: `${ARN}:a:1`, CodeSize },
    ]);
    await send(new PublishVersionCommand({ FunctionName: "told" }));
    await send(new UpdateFunctionConfigurationCommand({ FunctionName: "told", Description: "kept" }));
    const layersOf = async (Qualifier: string) =>
      (await send(new GetFunctionConfigurationCommand({ FunctionName: "told", Qualifier }))).Layers?.map(
        ({ Arn }) => Arn,
      );
    expect(await layersOf("$LATEST")).toEqual([two, `${ARN}:a:1`]);
    await send(new UpdateFunctionConfigurationCommand({ FunctionName: "told", Layers: [one] }));
    expect(await layersOf("$LATEST")).toEqual([one]);
    expect(await layersOf("1")).toEqual([two, `${ARN}:a:1`]);
    await send(new UpdateFunctionConfigurationCommand({ FunctionName: "told", Layers: [] }));
    expect(await layersOf("$LATEST")).toBeUndefined();
  });

  const MAY = (...statements: object[]): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["lambda:CreateFunction", "iam:PassRole"], Resource: "*" },
        ...statements,
      ],
    });

  test("LAM-18 the policy of a layer version lets callers read it, and nothing else", async () => {
    await publish(lambda, "lent", FILES);
    const version = { LayerName: "lent", VersionNumber: 1 };
    const guest = lambda.roleClient(MAY());
    const get = () => refusal(guest.send(new GetLayerVersionCommand(version)));
    expect(await get()).toMatchObject([403, "AccessDeniedException", expect.any(String)]);
    await send(
      new AddLayerVersionPermissionCommand({
        ...version,
        StatementId: "all",
        Action: "lambda:GetLayerVersion",
        Principal: "*",
      }),
    );
    expect(await get()).toBe("no refusal");
    expect(await refusal(guest.send(new DeleteLayerVersionCommand(version)))).toMatchObject([
      403,
      "AccessDeniedException",
      expect.any(String),
    ]);
  });

  test("LAM-19 only who may read a layer version gives it to a function", async () => {
    const layer = await publish(lambda, "secret", FILES);
    const createAs = (name: string, policy: string) =>
      refusal(create({ ...lambda, client: lambda.roleClient(policy) }, name, { Layers: [layer] }));
    const may = { Effect: "Allow", Action: "lambda:GetLayerVersion", Resource: layer };

    expect(await createAs("thief", MAY())).toEqual([
      403,
      "AccessDeniedException",
      expect.stringContaining(`not authorized to perform: lambda:GetLayerVersion on resource: ${layer}`),
    ]);
    expect(await createAs("owner", MAY(may))).toBe("no refusal");
    await send(
      new AddLayerVersionPermissionCommand({
        LayerName: "secret",
        VersionNumber: 1,
        StatementId: "all",
        Action: "lambda:GetLayerVersion",
        Principal: "*",
      }),
    );
    expect(await createAs("guest", MAY())).toBe("no refusal");
    expect(await createAs("denied", MAY(may, { ...may, Effect: "Deny" }))).toMatchObject([
      403,
      "AccessDeniedException",
      expect.any(String),
    ]);
  });
});
