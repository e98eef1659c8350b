import { expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { publishedSchema } from "../schemas/schema.ts";
import { setMember, type ValueMap } from "../template/value.ts";
import { THING } from "../testing/chain.ts";
import { FakeWorld, fakeProvider } from "../testing/fake-provider.ts";
import { TEMPLATES } from "../testing/one-of-each.ts";
import { prepare } from "./prepare.ts";

/** What does not belong where it is put. */
const WRONG: readonly Value[] = [
  null,
  7,
  "x",
  "",
  [],
  {},
  true,
  [[]],
  { Ref: "Missing" },
  { "Fn::GetAtt": [1, 2] },
];

const provider = fakeProvider(new FakeWorld(), { properties: { "*": true } });
/** Every type that the expansion writes takes every property: the templates are read, nothing is made. */
const providers = new Map(
  [
    THING,
    "AWS::ApiGateway::ApiKey",
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::ApiGateway::UsagePlan",
    "AWS::ApiGateway::UsagePlanKey",
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::Stage",
    "AWS::DynamoDB::Table",
    "AWS::Events::Rule",
    "AWS::IAM::Role",
    "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Lambda::LayerVersion",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Url",
    "AWS::Lambda::Version",
    "AWS::S3::Bucket",
    "AWS::SNS::Subscription",
    "AWS::SQS::Queue",
  ].map((type) => [type, provider]),
);

const OPTIONS = {
  readStored: () => undefined,
  readSnippet: () => Promise.reject(new Error("No snippets here")),
  scope: { accountId: "123456789012", region: "eu-west-1" },
  stack: { name: "seed", id: "arn:seed" },
  providers: () => providers,
  schemas: publishedSchema,
  leaveOut: new Set<string>(),
};

type Path = readonly (string | number)[];

function pathsOf(value: Value, path: Path = []): Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))];
}

function withAt(value: Value, path: Path, put: Value): Value {
  const [first, ...rest] = path;
  if (first === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === first ? withAt(item, rest, put) : item));
  }
  const map: ValueMap = { ...(value as ValueMap) };
  setMember(map, String(first), withAt(map[first] ?? null, rest, put));
  return map;
}

const read = (template: Value) =>
  prepare({ templateBody: JSON.stringify(template), parameters: new Map() }, OPTIONS);

test.each(Object.entries(TEMPLATES))("the %s template is right as it is", async (_kind, template) => {
  await expect(read(template)).resolves.toBeDefined();
});

const cases = Object.entries(TEMPLATES).flatMap(([kind, template]) =>
  WRONG.map((wrong) => [kind, wrong, template] as const),
);

test.each(cases)(
  "every member of the %s template, when it is %j, is refused in CloudFormation's words or means something",
  async (_kind, wrong, template) => {
    const surprises = new Map<string, string>();
    for (const path of pathsOf(template)) {
      try {
        await read(withAt(template, path, wrong));
      } catch (error) {
        if (error instanceof AwsError && error.code === "ValidationError") continue;
        surprises.set(path.join("/"), String(error));
      }
    }
    expect(Object.fromEntries(surprises)).toEqual({});
  },
);
