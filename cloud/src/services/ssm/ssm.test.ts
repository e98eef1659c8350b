import { beforeEach, describe, expect, test } from "vitest";
import { ssmWorld } from "./testing/world.ts";

let ssm: ReturnType<typeof ssmWorld>;
beforeEach(() => {
  ssm = ssmWorld();
});
const call: typeof ssm.call = (...given) => ssm.call(...given);
const put: typeof ssm.put = (...given) => ssm.put(...given);
const get: typeof ssm.get = (...given) => ssm.get(...given);

describe("parameters", () => {
  test("what is written is read, with its version, time and ARN", async () => {
    expect(await put("/app/url", "https://one")).toEqual({ status: 200, Version: 1, Tier: "Standard" });

    expect(await get("/app/url")).toEqual({
      Name: "/app/url",
      Type: "String",
      Value: "https://one",
      Version: 1,
      LastModifiedDate: ssm.account.clock.now() / 1_000,
      ARN: "arn:aws:ssm:eu-west-1:123456789012:parameter/app/url",
      DataType: "text",
    });
  });

  test("a new value is a new version; the former one is read by its number, or by ARN", async () => {
    await put("/app/url", "one");
    expect((await put("/app/url", "two")).status).toBe(400);
    await put("/app/url", "two", { Overwrite: true });

    expect(await get("/app/url")).toMatchObject({ Value: "two", Version: 2 });
    expect(await get("/app/url:1")).toMatchObject({ Value: "one", Version: 1, Selector: ":1" });
    const arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/app/url";
    expect(await get(`${arn}:1`)).toMatchObject({ Name: "/app/url", Value: "one" });
    const { Parameters } = await call("GetParameterHistory", { Name: "/app/url" });
    expect(Parameters).toMatchObject([
      { Version: 1, Value: "one" },
      { Version: 2, Value: "two" },
    ]);
  });

  test("templates read the newest version or one by its number, nothing under a label", async () => {
    await put("/app/url", "one");
    await put("/app/url", "two", { Overwrite: true });
    const { find } = ssm.service().ports.parameterReader;
    const arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/app/url";
    expect(["/app/url", arn].map((name) => find(name)?.value)).toEqual(["two", "two"]);
    expect(["/app/url", arn].map((name) => find(name, 1)?.value)).toEqual(["one", "one"]);
    expect(["/app/url:prod", `${arn}:prod`, "/app/url:"].map((name) => find(name))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("a hundred versions are kept, as on AWS", async () => {
    for (let index = 1; index <= 102; index += 1) await put("/n", `${index}`, { Overwrite: true });

    expect((await call("GetParameter", { Name: "/n:2" })).status).toBe(400);
    expect(await get("/n:3")).toMatchObject({ Value: "3" });
    expect(await get("/n")).toMatchObject({ Value: "102" });
  });

  test("a parameter that is deleted is gone with its versions and tags", async () => {
    await put("/a", "1", { Tags: [{ Key: "team", Value: "home" }] });
    await call("DeleteParameter", { Name: "/a" });
    expect(await call("GetParameter", { Name: "/a:1" })).toEqual({
      status: 400,
      __type: "ParameterNotFound",
    });
    await put("/a", "2");
    expect(await get("/a")).toMatchObject({ Version: 1 });
    expect(await call("ListTagsForResource", { ResourceType: "Parameter", ResourceId: "/a" })).toEqual({
      status: 200,
      TagList: [],
    });
    expect(await call("DeleteParameters", { Names: ["/a", "/b", "/a"] })).toEqual({
      status: 200,
      DeletedParameters: ["/a"],
      InvalidParameters: ["/b"],
    });
  });

  test("several at once: what is missing is told beside what is there", async () => {
    await put("/a", "1");
    const answer = await call("GetParameters", { Names: ["/a", "/b", "/a:7", "/a"] });
    expect(answer["Parameters"]).toMatchObject([{ Name: "/a", Value: "1" }]);
    expect(answer["InvalidParameters"]).toEqual(["/b", "/a:7"]);
  });

  test("by path: one level, or everything below, in pages", async () => {
    for (const name of ["/app/a", "/app/b", "/app/db/host", "/apple", "app"]) await put(name, name);
    const names = async (input: object) => {
      const { Parameters = [], NextToken } = await call("GetParametersByPath", input);
      return [(Parameters as { Name: string }[]).map(({ Name }) => Name), NextToken];
    };
    expect(await names({ Path: "/app" })).toEqual([["/app/a", "/app/b"], undefined]);
    expect(await names({ Path: "/app/", Recursive: true })).toEqual([
      ["/app/a", "/app/b", "/app/db/host"],
      undefined,
    ]);
    const [first, token] = await names({ Path: "/app", Recursive: true, MaxResults: 2 });
    expect(first).toEqual(["/app/a", "/app/b"]);
    expect(await names({ Path: "/app", Recursive: true, MaxResults: 2, NextToken: token })).toEqual([
      ["/app/db/host"],
      undefined,
    ]);
    expect(await names({ Path: "/nothing" })).toEqual([[], undefined]);
  });

  test("described by filters, without values", async () => {
    await put("/app/a", "1", { Tags: [{ Key: "team", Value: "home" }] });
    await put("/app/s", "secret", { Type: "SecureString", Description: "a secret" });
    await put("/other", "1,2", { Type: "StringList", Tier: "Advanced" });
    const found = async (...ParameterFilters: object[]) => {
      const { Parameters } = await call("DescribeParameters", { ParameterFilters });
      expect(JSON.stringify(Parameters)).not.toContain('"Value"');
      return (Parameters as { Name: string }[]).map(({ Name }) => Name);
    };
    expect(await found({ Key: "Name", Option: "Contains", Values: ["app"] })).toEqual(["/app/a", "/app/s"]);
    expect(await found({ Key: "Name", Option: "BeginsWith", Values: ["/o"] })).toEqual(["/other"]);
    expect(await found({ Key: "Path", Values: ["/app"] })).toEqual(["/app/a", "/app/s"]);
    expect(await found({ Key: "Type", Values: ["SecureString", "StringList"] })).toEqual([
      "/app/s",
      "/other",
    ]);
    expect(await found({ Key: "KeyId", Values: ["alias/aws/ssm"] })).toEqual(["/app/s"]);
    expect(await found({ Key: "Tier", Values: ["Advanced"] })).toEqual(["/other"]);
    expect(await found({ Key: "tag:team", Values: ["home"] })).toEqual(["/app/a"]);
    expect(await found({ Key: "tag:team" }, { Key: "Type", Values: ["String"] })).toEqual(["/app/a"]);
    expect(
      await call("DescribeParameters", { ParameterFilters: [{ Key: "Size", Values: ["1"] }] }),
    ).toMatchObject({
      __type: "ValidationException",
    });
  });
});

describe("refusals in AWS's words, SSM-4 for names that AWS keeps", () => {
  test.each([
    [
      "PutParameter",
      { Name: "a/b", Value: "1", Type: "String" },
      "ValidationException",
      "Parameter name must be a fully qualified name.",
    ],
    [
      "PutParameter",
      { Name: "ssm-a", Value: "1", Type: "String" },
      "ValidationException",
      'can\'t be prefixed with "aws" or "ssm"',
    ],
    [
      "PutParameter",
      { Name: "/ssm/a", Value: "1", Type: "String" },
      "ValidationException",
      'can\'t be prefixed with "ssm"',
    ],
    [
      "PutParameter",
      { Name: "/aws/a", Value: "1", Type: "String" },
      "AccessDeniedException",
      "No access to reserved parameter name: /aws/a.",
    ],
    [
      "PutParameter",
      { Name: "/AWS", Value: "1", Type: "String" },
      "AccessDeniedException",
      "No access to reserved",
    ],
    [
      "PutParameter",
      { Name: "/a b", Value: "1", Type: "String" },
      "ValidationException",
      "letters, numbers and the following",
    ],
    [
      "PutParameter",
      { Name: "/a//b", Value: "1", Type: "String" },
      "ValidationException",
      "letters, numbers and the following",
    ],
    [
      "PutParameter",
      { Name: `/${"a/".repeat(15)}b`, Value: "1", Type: "String" },
      "HierarchyLevelLimitExceededException",
      "15 levels",
    ],
    ["PutParameter", { Name: "/a", Value: "1" }, "ValidationException", "A parameter type is required"],
    [
      "PutParameter",
      { Name: "/a", Value: "x".repeat(4_097), Type: "String" },
      "ValidationException",
      "4096 characters",
    ],
    [
      "PutParameter",
      { Name: "/a", Value: "x".repeat(8_193), Type: "String", Tier: "Advanced" },
      "ValidationException",
      "8192 characters",
    ],
    [
      "PutParameter",
      { Name: "/there", Value: "1", Type: "String" },
      "ParameterAlreadyExists",
      "set the overwrite option",
    ],
    [
      "PutParameter",
      { Name: "/there", Value: "1", Type: "SecureString", Overwrite: true },
      "HierarchyTypeMismatchException",
      "changing a parameter type",
    ],
    [
      "PutParameter",
      { Name: "/a", Value: "1", Type: "String", Overwrite: true, Tags: [{ Key: "a", Value: "b" }] },
      "ValidationException",
      "tags and overwrite can't be used together",
    ],
    [
      "PutParameter",
      { Name: "/a", Value: "1", Type: "Text" },
      "ValidationException",
      "1 validation error detected: Value 'Text' at 'type'",
    ],
    [
      "PutParameter",
      { Name: "/a", Value: "1", Type: "String", AllowedPattern: ".*" },
      "UnsupportedOperationException",
      "AllowedPattern",
    ],
    [
      "PutParameter",
      { Name: "/a", Value: "1", Type: "String", Policies: "[]" },
      "UnsupportedOperationException",
      "Policies",
    ],
    [
      "PutParameter",
      { Name: "/a", Value: "1", Type: "String", Tier: "Intelligent-Tiering" },
      "UnsupportedOperationException",
      "Intelligent-Tiering",
    ],
    [
      "PutParameter",
      { Name: "/a", Value: "1", Type: "String", DataType: "aws:ec2:image" },
      "UnsupportedOperationException",
      "aws:ec2:image",
    ],
    [
      "PutParameter",
      { Name: "/a", Value: "1", Type: "SecureString", KeyId: "alias/mine" },
      "InvalidKeyId",
      "alias/mine",
    ],
    ["GetParameter", { Name: "/there:9" }, "ParameterVersionNotFound", "could not find version 9 of /there"],
    [
      "GetParameter",
      { Name: "/there:prod" },
      "ParameterVersionNotFound",
      "could not find version prod of /there",
    ],
    ["GetParametersByPath", { Path: "there" }, "ValidationException", "must begin with a forward slash"],
    [
      "DescribeParameters",
      { ParameterFilters: [{ Key: "Name", Option: "Like", Values: ["a"] }] },
      "InvalidFilterOption",
      "not valid: Like",
    ],
    [
      "DescribeParameters",
      { ParameterFilters: [{ Key: "Label", Values: ["a"] }] },
      "UnsupportedOperationException",
      "Label",
    ],
    [
      "AddTagsToResource",
      { ResourceType: "Document", ResourceId: "d", Tags: [{ Key: "a", Value: "b" }] },
      "UnsupportedOperationException",
      "Tagging a Document",
    ],
    [
      "LabelParameterVersion",
      { Name: "/there", Labels: ["a"] },
      "UnsupportedOperationException",
      "LabelParameterVersion",
    ],
    ["StartSession", { Target: "i-1" }, "UnsupportedOperationException", "StartSession"],
  ])("%s %j is %s", async (action, input, code, text) => {
    await put("/there", "value");
    const answer = await call(action, input);
    expect(answer).toMatchObject({ status: 400, __type: code });
    expect(String(answer["message"] ?? answer["Message"])).toContain(text);
    expect(ssm.service().ports.parameterReader.find("/a")).toBeUndefined();
    expect(await get("/there")).toMatchObject({ Value: "value", Version: 1 });
  });
});

test("everything is there after the service is made anew", async () => {
  await put("/a", "1", { Tags: [{ Key: "team", Value: "home" }] });
  ssm.restart();
  expect(await get("/a")).toMatchObject({ Value: "1" });
});
