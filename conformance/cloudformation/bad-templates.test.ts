import { rmSync } from "node:fs";
import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStacksCommand,
  ListStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { startProduct } from "../support/product.ts";

/** A cloud of its own: what is counted here nobody else makes. */
const product = await startProduct({ folders: [] });
const { facts } = product;
const { cloudformation, s3 } = clientsFor(facts);
const SEEDS = "bad-templates";
const MEGABYTE = 1_000_000;

const bucket = { Type: "AWS::S3::Bucket" };
const named = (value: unknown) => ({ Type: "AWS::S3::Bucket", Properties: { BucketName: value } });
const json = (template: object) => JSON.stringify(template);
const resources = (members: object) => json({ Resources: members });
const serverless = (members: object) => json({ Transform: "AWS::Serverless-2016-10-31", Resources: members });
const letters = [..."abcdefgh"];
const bomb = letters.map(
  (name, row) => `${name}: &${name} [${Array(12).fill(row === 0 ? "x" : `*${letters[row - 1]}`)}]`,
);

/** Short enough to be sent inline. */
const INLINE: readonly (readonly [title: string, body: string, text: string])[] = [
  ["nothing", "   ", "Template format error: unsupported structure."],
  ["a list", "[]", "Template format error: unsupported structure."],
  ["no resources", "{}", "At least one Resources member must be defined."],
  ["broken JSON", '{"Resources": {', "Template format error: JSON not well-formed."],
  ["broken YAML", "Resources: [", "Template format error: YAML not well-formed."],
  ["Resources of a wrong type", json({ Resources: "x" }), "Resources must be an object."],
  ["a resource of a wrong type", resources({ A: [] }), "Any Resources member must be an object."],
  [
    "properties of a wrong type",
    resources({ A: { ...bucket, Properties: "x" } }),
    "Properties must be an object.",
  ],
  [
    "a resource without type",
    resources({ A: {} }),
    "[/Resources/A] Every Resources object must contain a Type member.",
  ],
  [
    "null",
    resources({ A: named(null) }),
    "[/Resources/A/Properties/BucketName] 'null' values are not allowed in templates",
  ],
  [
    "a circle of resources",
    resources({ A: named({ Ref: "B" }), B: named({ Ref: "A" }) }),
    "Circular dependency between resources: [A, B]",
  ],
  ["a circle of one", resources({ A: named({ Ref: "A" }) }), "Circular dependency between resources: [A]"],
  [
    "a circle of conditions",
    json({ Conditions: { X: { "Fn::Not": [{ Condition: "X" }] } }, Resources: { A: bucket } }),
    "Circular dependency between conditions",
  ],
  [
    "a parameter without value",
    json({ Parameters: { P: { Type: "String" } }, Resources: { A: bucket } }),
    "Parameters: [P] must have values",
  ],
  [
    "a reference to nobody",
    resources({ A: named({ Ref: "Nobody" }) }),
    "Unresolved resource dependencies [Nobody] in the Resources block of the template",
  ],
  [
    "an unknown function",
    resources({ A: named({ "Fn::Foo": 1 }) }),
    "Encountered unsupported function: Fn::Foo",
  ],
  [
    "a function not supported",
    resources({ A: named({ "Fn::GetStackOutput": ["a", "b"] }) }),
    "The intrinsic function Fn::GetStackOutput is not supported by Portcullis",
  ],
  [
    "a secret of another service",
    resources({ A: named("{{resolve:ssm-secure:x}}") }),
    "The dynamic reference {{resolve:ssm-secure:x}} is not supported by Portcullis",
  ],
  [
    "a parameter of another service",
    json({
      Parameters: { P: { Type: "AWS::EC2::KeyPair::KeyName", Default: "key" } },
      Resources: { A: bucket },
    }),
    "The parameter type AWS::EC2::KeyPair::KeyName is not supported by Portcullis",
  ],
  [
    "a stored parameter that is not there",
    json({
      Parameters: { P: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/x" } },
      Resources: { A: bucket },
    }),
    "Unable to fetch parameters [/x] from parameter store for this account.",
  ],
  [
    "an alias bomb",
    `${bomb.join("\n")}\nResources: {A: {Type: 'AWS::S3::Bucket'}}`,
    "Template error: YAML aliases are not allowed in CloudFormation templates",
  ],
  [
    "an alias of itself",
    "Resources: &a {A: *a}",
    "Template error: YAML aliases are not allowed in CloudFormation templates",
  ],
  [
    "a pattern that backtracks for ever",
    json({
      Parameters: { P: { Type: "String", AllowedPattern: "(a+)+b", Default: "a".repeat(4_000) } },
      Resources: { A: bucket },
    }),
    "takes too long to match",
  ],
  [
    "a snapshot on deletion",
    resources({ A: { ...bucket, DeletionPolicy: "Snapshot" } }),
    "DeletionPolicy Snapshot (/Resources/A/DeletionPolicy) is not supported by Portcullis",
  ],
  [
    "a type this cloud has not",
    resources({ A: bucket, B: { Type: "AWS::EC2::Instance" } }),
    "Resources/B: resource type AWS::EC2::Instance",
  ],
  [
    "names of Object.prototype",
    '{"Resources": {"A": {"Type": "AWS::S3::Bucket", "__proto__": {"x": 1}}}}',
    "Invalid template resource property '__proto__'",
  ],
];

/** Too long for a request, or no text at all: read from S3. */
const UPLOADED: readonly (readonly [title: string, body: string | Buffer, text: string])[] = [
  ["a megabyte of brackets", `{"Resources":${"[".repeat(MEGABYTE - 100)}`, "Nested deeper than 100 levels."],
  ["a megabyte of dashes", "- ".repeat(MEGABYTE / 2 - 1), "Nested deeper than 100 levels."],
  ["a megabyte of maps", "{a: ".repeat(MEGABYTE / 4 - 1), "Nested deeper than 100 levels."],
  [
    "501 resources",
    resources(Object.fromEntries(Array.from({ length: 501 }, (_, row) => [`R${row}`, bucket]))),
    "Number of resources, 501, is greater than maximum allowed, 500",
  ],
  [
    "more than a megabyte",
    `Description: ${"x".repeat(MEGABYTE)}`,
    "Template may not exceed 1000000 bytes in size.",
  ],
  [
    "no UTF-8",
    Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    "Template format error: the template is not encoded in UTF-8.",
  ],
  ["no text", Buffer.from([0, 1, 2, 3, 0xff]), "Template format error"],
];

/** What the serverless transform refuses comes as a FAILED change set. */
const TRANSFORMED: readonly (readonly [title: string, body: string])[] = [
  ["a function of a wrong type", serverless({ F: { Type: "AWS::Serverless::Function", Properties: "x" } })],
  [
    "events of a wrong type",
    serverless({ F: { Type: "AWS::Serverless::Function", Properties: { Events: [] } } }),
  ],
  ["an unknown property", serverless({ F: { Type: "AWS::Serverless::Function", Properties: { Foo: 1 } } })],
  ["an unknown serverless type", serverless({ F: { Type: "AWS::Serverless::Fun" } })],
  ["no stage name", serverless({ A: { Type: "AWS::Serverless::Api" } })],
];

afterAll(async () => {
  await product.stop();
  rmSync(facts.stateDir, { recursive: true, force: true });
});

async function expectNothingMade(stackName: string): Promise<void> {
  const known = await refusalOf(cloudformation.send(new DescribeStacksCommand({ StackName: stackName })));
  expect(known.message).toBe(`Stack with id ${stackName} does not exist`);
  const health = await fetch(`${facts.endpoint}/_portcullis/health`);
  expect(health.status).toBe(200);
}

describe("a template with", () => {
  let before: { buckets: number; stacks: number };
  const counts = async () => ({
    buckets: (await s3.send(new ListBucketsCommand({}))).Buckets?.length ?? 0,
    stacks: (await cloudformation.send(new ListStacksCommand({}))).StackSummaries?.length ?? 0,
  });

  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket: SEEDS }));
    before = await counts();
  });

  test.each(INLINE)("%s is refused", async (_title, body, text) => {
    const source = { StackName: "bad-template", TemplateBody: body };
    for (const call of [
      () => cloudformation.send(new CreateStackCommand(source)),
      () =>
        cloudformation.send(
          new CreateChangeSetCommand({ ...source, ChangeSetName: "bad", ChangeSetType: "CREATE" }),
        ),
    ]) {
      expect(await refusalOf(call())).toEqual({
        name: "ValidationError",
        message: expect.stringContaining(text),
        status: 400,
      });
    }
    await expectNothingMade("bad-template");
  });

  test.each(UPLOADED)("%s is refused", async (_title, body, text) => {
    await s3.send(new PutObjectCommand({ Bucket: SEEDS, Key: "template", Body: body }));
    const TemplateURL = `${facts.endpoint}/${SEEDS}/template`;
    const refusal = await refusalOf(
      cloudformation.send(new CreateStackCommand({ StackName: "bad-template", TemplateURL })),
    );
    expect(refusal).toEqual({ name: "ValidationError", message: expect.stringContaining(text), status: 400 });
    await expectNothingMade("bad-template");
  });

  test.each(TRANSFORMED)("%s is refused by the transform", async (_title, body) => {
    const refusal = await refusalOf(
      cloudformation.send(
        new CreateStackCommand({
          StackName: "bad-template",
          TemplateBody: body,
          Capabilities: ["CAPABILITY_AUTO_EXPAND", "CAPABILITY_IAM"],
        }),
      ),
    );
    expect([refusal.name, refusal.status]).toEqual(["ValidationError", 400]);
    await expectNothingMade("bad-template");
  });

  test("all of them left nothing behind", async () => {
    expect(await counts()).toEqual(before);
  });
});
