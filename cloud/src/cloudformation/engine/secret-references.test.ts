import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import type { NamedSecret, SecretReader } from "../../core/ports/secret-reader.ts";
import { THING } from "../testing/chain.ts";
import { type ServedHarness, served } from "../testing/client.ts";
import { allow, endOf, type RightsCloud, rightsCloud } from "../testing/rights.ts";

const NOT_THERE = "Secrets Manager can't find the specified secret.";
const SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";
const nameOf = ({ id, stage, versionId }: NamedSecret) => [id, stage ?? "", versionId ?? ""].join("|");

let secrets: Map<string, string>;
let reads: string[];
let cloud: ServedHarness;
const secretReader: SecretReader = {
  readingOf: ({ id }) => ({ action: "secretsmanager:GetSecretValue", resource: id }),
  text: (secret) => {
    reads.push(nameOf(secret));
    const text = secrets.get(nameOf(secret));
    if (text === undefined) throw new AwsError("ResourceNotFoundException", NOT_THERE);
    return text;
  },
};
beforeEach(async () => {
  reads = [];
  secrets = new Map([
    ["db||", '{"password":"hush-hush","port":5432,"more":{"a":1}}'],
    ["db|AWSPREVIOUS|", '{"password":"former-one"}'],
    ["db||v1", '{"password":"numbered"}'],
    [`${SECRET_ARN}||`, '{"password":"by-arn"}'],
    ["plain||", "just-text"],
    ["nested||", "{{resolve:secretsmanager:plain}}"],
  ]);
  cloud = await served({ secretReader });
});
afterEach(() => cloud.stop());

const thing = (Value: unknown, more: object = {}) => ({
  Resources: { A: { Type: THING, Properties: { Value } } },
  ...more,
});
const create = (template: object) =>
  cloud.client.send(new CreateStackCommand({ StackName: "one", TemplateBody: JSON.stringify(template) }));
const update = (template: object) =>
  cloud.client.send(new UpdateStackCommand({ StackName: "one", TemplateBody: JSON.stringify(template) }));
const valueOfA = () => [...cloud.world.resources.values()][0]?.properties["Value"];

/** Everything that is written down, as one text. */
function written(): string {
  const tables = cloud.database
    .prepare<{ readonly name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all();
  return JSON.stringify(tables.map(({ name }) => cloud.database.prepare(`SELECT * FROM "${name}"`).all()));
}

describe("CFN-SECRET references to secrets", () => {
  test.each([
    ["{{resolve:secretsmanager:plain}}", "just-text"],
    ["{{resolve:secretsmanager:plain:SecretString}}", "just-text"],
    ["{{resolve:secretsmanager:db:SecretString:password}}", "hush-hush"],
    [
      "<{{resolve:secretsmanager:db:SecretString:port}}|{{resolve:secretsmanager:db::more}}>",
      '<5432|{"a":1}>',
    ],
    ["{{resolve:secretsmanager:db:SecretString:password:AWSPREVIOUS}}", "former-one"],
    ["{{resolve:secretsmanager:db:SecretString:password::v1}}", "numbered"],
    [`{{resolve:secretsmanager:${SECRET_ARN}:SecretString:password}}`, "by-arn"],
    [[{ "in a list": "{{resolve:secretsmanager:plain}}" }], [{ "in a list": "just-text" }]],
    [{ "Fn::Sub": "{{resolve:secretsmanager:${AWS::Region}}}" }, undefined],
    [{ "Fn::Join": ["", ["{{resolve:", "secretsmanager:plain}}"]] }, "just-text"],
    ["{{resolve:secretsmanager:nested}}", "{{resolve:secretsmanager:plain}}"],
  ])("%j gives the resource %j, and nothing else", async (value, made) => {
    secrets.set("eu-west-1||", "of-region");
    await create(thing(value));
    expect(await endOf(cloud.client, "one")).toEqual({ status: "CREATE_COMPLETE", failures: {} });
    expect(valueOfA()).toEqual(made ?? "of-region");
  });

  test.each([
    [
      "{{resolve:secretsmanager:none}}",
      `${NOT_THERE} (Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: `,
    ],
    [
      "{{resolve:secretsmanager:db:SecretString:user}}",
      "Could not find a value associated with JSONKey in SecretString",
    ],
    [
      "{{resolve:secretsmanager:db:SecretString:__proto__}}",
      "Could not find a value associated with JSONKey",
    ],
    ["{{resolve:secretsmanager:plain:SecretString:password}}", "Could not parse SecretString JSON"],
    ["{{resolve:secretsmanager:db:SecretBinary}}", "Incorrect format is used in the following"],
  ])("%s fails the resource: %s", async (value, text) => {
    await create(thing(value));
    const { status, failures } = await endOf(cloud.client, "one");
    expect(status).toBe("ROLLBACK_COMPLETE");
    expect(failures["A"]?.startsWith(text)).toBe(true);
    expect(failures["A"]).not.toMatch(/hush|just-text/);
  });

  test("CFN-SECRET the value is in no record, event, change set or output of the stack", async () => {
    const value = "<{{resolve:secretsmanager:db:SecretString:password}}>";
    const Outputs = {
      Literal: { Value: value },
      Echoed: { Value: { "Fn::GetAtt": ["A", "Value"] } },
    };
    await create(thing(value, { Outputs }));
    expect((await endOf(cloud.client, "one")).status).toBe("CREATE_COMPLETE");
    expect(valueOfA()).toBe("<hush-hush>");
    await cloud.client.send(
      new CreateChangeSetCommand({
        StackName: "one",
        ChangeSetName: "c",
        TemplateBody: JSON.stringify(thing(`${value}!`, { Outputs })),
      }),
    );
    expect(
      await cloud.client.send(new DescribeChangeSetCommand({ StackName: "one", ChangeSetName: "c" })),
    ).toMatchObject({ Status: "CREATE_COMPLETE", Changes: [{}] });
    await update(thing(`${value}!`, { Outputs }));
    expect((await endOf(cloud.client, "one")).status).toBe("UPDATE_COMPLETE");
    expect(valueOfA()).toBe("<hush-hush>!");
    expect(cloud.engine.describe("one")?.outputs).toMatchObject({ Literal: value });
    expect(written()).toContain("resolve:secretsmanager:db:SecretString:password");
    expect(written()).not.toContain("hush-hush");
    const { StackEvents } = await cloud.client.send(new DescribeStackEventsCommand({ StackName: "one" }));
    expect(JSON.stringify(StackEvents)).not.toContain("hush-hush");
  });

  test("CFN-SECRET what a provider says of the value is told with the reference", async () => {
    const wrong = new AwsError("InvalidParameterException", "hush-hush is no good");
    cloud.world.failOn("create A", wrong);
    await create(thing("{{resolve:secretsmanager:db:SecretString:password}}"));
    const { failures } = await endOf(cloud.client, "one");
    expect(failures["A"]).toContain("{{resolve:secretsmanager:db:SecretString:password}} is no good");
    expect(written()).not.toContain("hush-hush");
  });

  test.each([
    ["plain", 'quo"te', 'Value "quo\\"te" is no good'],
    ["plain", "bell\u0007", "Value 'bell\\u0007' is no good"],
    ["db", '{"password":"hush-hush"}', "hush-hush is no good"],
  ])("CFN-SECRET so is what it says of %s %j in other words: %s", async (id, secret, message) => {
    secrets.set(`${id}||`, secret);
    cloud.world.failOn("create A", new AwsError("InvalidParameterException", message));
    await create(thing(`{{resolve:secretsmanager:${id}}}`));
    const { failures } = await endOf(cloud.client, "one");
    expect(failures["A"]).toContain(`{{resolve:secretsmanager:${id}}}`);
    expect(failures["A"]).not.toMatch(/quo|bell|hush/);
  });

  test("CFN-SECRET what a provider says of the former value is told with its reference", async () => {
    await create(thing("{{resolve:secretsmanager:db:SecretString:password}}"));
    await endOf(cloud.client, "one");
    cloud.world.failOn("update A", new AwsError("InvalidParameterException", "hush-hush is not just-text"));
    await update(thing("{{resolve:secretsmanager:plain}}"));
    await endOf(cloud.client, "one");
    expect(written()).toContain("is not {{resolve:secretsmanager:plain}}");
    expect(written()).not.toMatch(/hush-hush|just-text/);
  });

  test("a new value comes only when the resource changes for another reason", async () => {
    const template = (more: object = {}) => ({
      Resources: {
        A: { Type: THING, Properties: { Value: "{{resolve:secretsmanager:plain}}", ...more } },
        B: { Type: THING, Properties: { Value: JSON.stringify(more) } },
      },
    });
    await create(template());
    await endOf(cloud.client, "one");
    secrets.set("plain||", "a-new-text");
    await expect(update(template())).rejects.toThrow("No updates are to be performed.");
    const other = template();
    other.Resources.B.Properties.Value = "other";
    await update(other);
    await endOf(cloud.client, "one");
    const values = () => [...cloud.world.resources.values()].map(({ properties }) => properties["Value"]);
    expect(values()).toContain("just-text");
    await update(template({ Name: "1" }));
    expect((await endOf(cloud.client, "one")).status).toBe("UPDATE_COMPLETE");
    expect(values()).toContain("a-new-text");
  });

  test("a resource goes though its secret has gone", async () => {
    await create(thing("{{resolve:secretsmanager:plain}}"));
    await endOf(cloud.client, "one");
    secrets.clear();
    await cloud.client.send(new DeleteStackCommand({ StackName: "one" }));
    await expect.poll(() => cloud.world.resources.size).toBe(0);
  });

  test("a secret is read once a step, however often it is named", async () => {
    await create(thing("{{resolve:secretsmanager:plain}}{{resolve:secretsmanager:plain}}"));
    await endOf(cloud.client, "one");
    expect(reads).toEqual(["plain||"]);
    expect(valueOfA()).toBe("just-textjust-text");
  });
});

describe("CFN-SECRET whose right a secret is read by", () => {
  let rights: RightsCloud;
  beforeAll(async () => {
    rights = await rightsCloud();
    const properties = { Name: "made", SecretString: "hush-hush" };
    const Resources = { Made: { Type: "AWS::SecretsManager::Secret", Properties: properties } };
    await rights.cloud.services.ports.stackEngine.deploy({
      stackName: "made",
      templateBody: JSON.stringify({ Resources }),
      parameters: {},
      capabilities: [],
      tags: {},
    });
  });
  afterAll(() => rights.close());

  const REFERENCE = "{{resolve:secretsmanager:made}}";
  const parameter = (Value: unknown) => ({
    P: { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value } },
  });

  test("CFN-SECRET whoever deploys needs secretsmanager:GetSecretValue on it", async () => {
    const without = await rights.as("no-secrets", [allow("cloudformation:*", "ssm:*")]);
    const refused = await rights.create(without, "refused", { resources: parameter(REFERENCE) });
    expect(refused.status).toBe("ROLLBACK_COMPLETE");
    expect(refused.failures["P"]).toMatch(
      /is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:123456789012:secret:made-/,
    );
    const reader = await rights.as("secrets", [
      allow("cloudformation:*", "ssm:*", "secretsmanager:GetSecretValue"),
    ]);
    const letIn = await rights.create(reader, "let-in", { resources: parameter(REFERENCE) });
    expect(letIn.status).toBe("CREATE_COMPLETE");
  });

  test("CFN-SECRET a key whose policy keeps the deployer out keeps the value in", async () => {
    const denied = await rights.as("no-keys", [
      allow("cloudformation:*", "ssm:*", "secretsmanager:GetSecretValue"),
      { ...allow("kms:Decrypt"), Effect: "Deny" },
    ]);
    const { failures } = await rights.create(denied, "no-keys", { resources: parameter(REFERENCE) });
    expect(failures["P"]).toContain("Access to KMS is not allowed");
  });

  test.each([
    ["Custom::Thing", { ServiceToken: "arn:aws:lambda:eu-west-1:123456789012:function:f", Value: REFERENCE }],
    [
      "AWS::CloudFormation::Stack",
      { TemplateURL: "https://b.s3.amazonaws.com/k", Parameters: { P: REFERENCE } },
    ],
  ])("CFN-SECRET %s gets none", async (Type, Properties) => {
    const resources = { A: { Type, Properties } };
    const name = Type.replaceAll(":", "");
    const { failures } = await rights.create(rights.administrator, name, { resources });
    expect(failures["A"]).toContain(`Dynamic references for secure values are not supported in ${Type}`);
  });

  test("CFN-SECRET a text that comes from the Parameter Store names no secret", async () => {
    const { parameterReader } = rights.cloud.services.ports;
    const written = {
      P: { Type: "AWS::SSM::Parameter", Properties: { Name: "/text", Type: "String", Value: "x" } },
    };
    await rights.create(rights.administrator, "text", { resources: written });
    const find = parameterReader.find;
    Object.assign(parameterReader, {
      find: (...given: Parameters<typeof find>) => {
        const found = find(...given);
        return found === undefined ? undefined : { ...found, value: REFERENCE };
      },
    });
    const resources = parameter("{{resolve:ssm:/text}}");
    const { failures } = await rights.create(rights.administrator, "indirect", { resources });
    Object.assign(parameterReader, { find });
    expect(failures["P"]).toContain(
      "A dynamic reference to a secret in the parameter /text is not supported",
    );
  });
});
