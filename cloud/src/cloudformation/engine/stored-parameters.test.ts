import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReadParameter } from "../../core/ports/parameter-reader.ts";
import { THING } from "../testing/chain.ts";
import { type ServedHarness, served } from "../testing/client.ts";
import { endOf } from "../testing/rights.ts";

let cloud: ServedHarness;
let stored: Map<string, ReadParameter>;
beforeEach(async () => {
  stored = new Map<string, ReadParameter>([
    ["/a", { type: "String", value: "two", version: 2 }],
    ["/a:1", { type: "String", value: "one", version: 1 }],
    ["/list", { type: "StringList", value: "x, y ,z", version: 1 }],
    ["/secret", { type: "SecureString", value: "hush", version: 1 }],
  ]);
  cloud = await served({ stored });
});
afterEach(() => cloud.stop());

const thing = (Value: unknown, more: object = {}) => ({
  Resources: { A: { Type: THING, Properties: { Value } } },
  ...more,
});
const typed = (Type: string, Default?: string) => ({ Parameters: { P: { Type, Default } } });
const create = (template: object, more: object = {}) =>
  cloud.client.send(
    new CreateStackCommand({ StackName: "one", TemplateBody: JSON.stringify(template), ...more }),
  );
async function deployed(template: object, more: object = {}): Promise<unknown> {
  await create(template, more);
  expect(await endOf(cloud.client, "one")).toEqual({ status: "CREATE_COMPLETE", failures: {} });
  return valueOfA();
}

/** What the resource was made of. */
function valueOfA(): unknown {
  return [...cloud.world.resources.values()][0]?.properties["Value"];
}

describe("parameters whose value is the name of a stored one", () => {
  test.each([
    ["AWS::SSM::Parameter::Value<String>", "/a", "two"],
    ["AWS::SSM::Parameter::Value<String>", "/a:1", "one"],
    ["AWS::SSM::Parameter::Value<List<String>>", "/list", ["x", "y", "z"]],
    ["AWS::SSM::Parameter::Value<CommaDelimitedList>", "/list", ["x", "y", "z"]],
  ])("%s of %s is %j", async (type, name, value) => {
    expect(await deployed(thing({ Ref: "P" }, typed(type, name)))).toEqual(value);
  });

  test("a stack tells the name and the value; conditions see the value, patterns the name", async () => {
    const template = thing(
      { "Fn::If": ["IsTwo", "yes", "no"] },
      {
        Parameters: {
          P: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/nothing", AllowedPattern: "/[a-z]+" },
        },
        Conditions: { IsTwo: { "Fn::Equals": [{ Ref: "P" }, "two"] } },
      },
    );
    const Parameters = [{ ParameterKey: "P", ParameterValue: "/a" }];
    expect(await deployed(template, { Parameters })).toBe("yes");
    const { Stacks = [] } = await cloud.client.send(new DescribeStacksCommand({ StackName: "one" }));
    expect(Stacks[0]?.Parameters).toEqual([
      { ParameterKey: "P", ParameterValue: "/a", ResolvedValue: "two" },
    ]);
  });

  test.each([
    [
      "AWS::SSM::Parameter::Value<String>",
      "/none",
      "Unable to fetch parameters [/none] from parameter store for this account.",
    ],
    [
      "AWS::SSM::Parameter::Value<String>",
      "/a:9",
      "Unable to fetch parameters [/a:9] from parameter store for this account.",
    ],
    [
      "AWS::SSM::Parameter::Value<String>",
      "/a:prod",
      "Unable to fetch parameters [/a:prod] from parameter store for this account.",
    ],
    [
      "AWS::SSM::Parameter::Value<String>",
      "/secret",
      "Parameters [/secret] referenced by template have types not supported by CloudFormation.",
    ],
    [
      "AWS::SSM::Parameter::Value<String>",
      "/list",
      "Types for SSM parameters [/list] defined in CFN template and SSM are incompatible",
    ],
    [
      "AWS::SSM::Parameter::Value<List<String>>",
      "/a",
      "Types for SSM parameters [/a] defined in CFN template and SSM are incompatible",
    ],
    [
      "AWS::SSM::Parameter::Value<CommaDelimitedList>",
      "/a",
      "Types for SSM parameters [/a] defined in CFN template and SSM are incompatible",
    ],
  ])("%s of %s is refused before anything is made", async (type, name, text) => {
    await expect(create(thing({ Ref: "P" }, typed(type, name)))).rejects.toThrow(text);
    expect(cloud.engine.list()).toEqual([]);
  });

  test("AWS::SSM::Parameter::Name is the name of one that is there", async () => {
    const template = (Default: string) => thing({ Ref: "P" }, typed("AWS::SSM::Parameter::Name", Default));
    await expect(create(template("/none"))).rejects.toThrow(
      "Parameter validation failed: parameter value /none for parameter name P does not exist",
    );
    expect(await deployed(template("/secret"))).toBe("/secret");
  });

  test("without a name there is nothing to read", async () => {
    await expect(create(thing({ Ref: "P" }, typed("AWS::SSM::Parameter::Value<String>")))).rejects.toThrow(
      "Parameter P should either have input value or default value",
    );
  });

  test("an update reads them again, also one that changes nothing", async () => {
    const template = thing({ Ref: "P" }, typed("AWS::SSM::Parameter::Value<String>", "/a"));
    await deployed(template);
    const update = () =>
      cloud.client.send(
        new UpdateStackCommand({
          StackName: "one",
          UsePreviousTemplate: true,
          Parameters: [{ ParameterKey: "P", UsePreviousValue: true }],
        }),
      );
    await update();
    expect((await endOf(cloud.client, "one")).status).toBe("UPDATE_COMPLETE");
    stored.set("/a", { type: "String", value: "three", version: 3 });
    await update();
    expect((await endOf(cloud.client, "one")).status).toBe("UPDATE_COMPLETE");
    expect(valueOfA()).toBe("three");
  });

  test("a change set of nothing else has no changes, and the fresh value", async () => {
    const template = thing("still", typed("AWS::SSM::Parameter::Value<String>", "/a"));
    await deployed(template);
    stored.set("/a", { type: "String", value: "three", version: 3 });
    const { Id } = await cloud.client.send(
      new CreateChangeSetCommand({
        StackName: "one",
        ChangeSetName: "c",
        TemplateBody: JSON.stringify(template),
      }),
    );
    expect(await cloud.client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }))).toMatchObject({
      Status: "CREATE_COMPLETE",
      Changes: [],
      Parameters: [{ ParameterKey: "P", ParameterValue: "/a", ResolvedValue: "three" }],
    });
  });
});

describe("dynamic references", () => {
  test.each([
    ["{{resolve:ssm:/a}}", "two"],
    ["{{resolve:ssm:/a:1}}", "one"],
    ["<{{resolve:ssm:/a}}|{{resolve:ssm:/a:1}}>", "<two|one>"],
    ["{{resolve:ssm:/list}}", "x, y ,z"],
    [{ "Fn::Sub": "{{resolve:ssm:/${N}}}" }, "two"],
    [{ "Fn::Join": ["", ["{{resolve:", "ssm:/a}}"]] }, "two"],
    [[{ "in a list": "{{resolve:ssm:/a}}" }], [{ "in a list": "two" }]],
    ["{{resolve:ssm:/a}", "{{resolve:ssm:/a}"],
    ["{{resolve:ssm:{/a}}}", "{{resolve:ssm:{/a}}}"],
  ])("%j is %j", async (written, value) => {
    const template = thing(written, { Parameters: { N: { Type: "String", Default: "a" } } });
    expect(await deployed(template)).toEqual(value);
  });

  test.each([
    ["{{resolve:ssm:/none}}", "Unable to fetch parameters [/none] from parameter store for this account."],
    ["{{resolve:ssm:/a:9}}", "Unable to fetch parameters [/a:9] from parameter store for this account."],
    ["{{resolve:ssm:/secret}}", "Non-secure ssm prefix was used for secure parameter /secret"],
    [
      "{{resolve:ssm:/a:prod}}",
      "Incorrect format is used in the following SSM reference: [{{resolve:ssm:/a:prod}}]",
    ],
    [
      { "Fn::Join": ["", ["{{resolve:", "ssm-secure:a}}"]] },
      "The dynamic reference {{resolve:ssm-secure:a}} is not supported by Portcullis.",
    ],
  ])("%j fails the resource", async (written, text) => {
    await create(thing(written));
    const { status, failures } = await endOf(cloud.client, "one");
    expect(status).toBe("ROLLBACK_COMPLETE");
    expect(failures["A"]).toContain(text);
    expect(failures["A"]).not.toContain("hush");
  });

  test("the default of a parameter names a version, or is refused", async () => {
    const template = (Default: string) =>
      thing({ Ref: "P" }, { Parameters: { P: { Type: "String", Default } } });
    await expect(create(template("{{resolve:ssm:/a:1}}-{{resolve:ssm:/a}}"))).rejects.toThrow(
      "Template error: parameter P should not contain ssm versionless resolver",
    );
    expect(await deployed(template("{{resolve:ssm:/a:1}}"))).toBe("one");
  });

  test("in an output they stay what they are", async () => {
    await deployed(thing("v", { Outputs: { O: { Value: "{{resolve:ssm:/secret}}" } } }));
    expect(cloud.engine.describe("one")?.outputs).toEqual({ O: "{{resolve:ssm:/secret}}" });
  });

  test("an update of the same template has the value of today", async () => {
    const template = thing("{{resolve:ssm:/a}}");
    await deployed(template);
    const update = () =>
      cloud.client.send(new UpdateStackCommand({ StackName: "one", UsePreviousTemplate: true }));
    await expect(update()).rejects.toThrow("No updates are to be performed.");
    stored.set("/a", { type: "String", value: "three", version: 3 });
    await update();
    expect((await endOf(cloud.client, "one")).status).toBe("UPDATE_COMPLETE");
    expect(valueOfA()).toBe("three");
  });

  test("CFN-LIMITS many references to a long value do not make a text without end", async () => {
    stored.set("/long", { type: "String", value: "x".repeat(8_000), version: 1 });
    await create(thing("{{resolve:ssm:/long}}".repeat(1_000)));
    expect((await endOf(cloud.client, "one")).failures["A"]).toContain("makes a text that is too long");
  });
});
