import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { publishedSchema } from "../schemas/schema.ts";
import { parseTemplateText } from "../template/parse.ts";
import { FakeWorld, fakeProvider } from "../testing/fake-provider.ts";
import { prepare } from "./prepare.ts";

const STACKS = join(import.meta.dirname, "..", "..", "..", "..", "stacks");
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
  { Ref: "Nobody" },
  { "Fn::GetAtt": [1, 2] },
];

const SCOPE = { accountId: "123456789012", region: "eu-west-1" };
const provider = fakeProvider(new FakeWorld(), { properties: { "*": true } });
const providers = new Map(
  [
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolDomain",
    "AWS::Cognito::UserPoolGroup",
    "AWS::IAM::Role",
    "AWS::Lambda::Function",
    "AWS::Lambda::Permission",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
  ].map((type) => [type, provider]),
);

/** As it is after its functions were packaged. */
function homeTemplate(name: string): string {
  const text = readFileSync(join(STACKS, name, "template.yaml"), "utf8");
  return text.replaceAll("CodeUri: functions/", "CodeUri: s3://artifacts/functions");
}

type Path = readonly (string | number)[];

function pathsOf(value: Value, path: Path = []): Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))];
}

/** One path of each kind: what is wrong in one alarm is wrong in all of them. */
function differentPaths(template: Value): Path[] {
  const { Resources: resources } = template as { Resources: Record<string, { Type: string }> };
  const kinds = new Map<string, Path>();
  for (const path of pathsOf(template)) {
    const [section, name, ...rest] = path;
    const type = section === "Resources" && name !== undefined ? resources[name]?.Type : undefined;
    const kind = JSON.stringify(type === undefined ? path : [type, ...rest]);
    if (!kinds.has(kind)) kinds.set(kind, path);
  }
  return [...kinds.values()];
}

function withAt(value: Value, path: Path, put: Value): Value {
  const [first, ...rest] = path;
  if (first === undefined) return put;
  if (Array.isArray(value))
    return value.map((item, index) => (index === first ? withAt(item, rest, put) : item));
  const map = value as Record<string, Value>;
  return { ...map, [first]: withAt(map[first] ?? null, rest, put) };
}

describe("every member of the home templates, with what does not belong there:", { timeout: 120_000 }, () => {
  test.each(["cognito", "api"])(
    "%s is refused in CloudFormation's words or means something",
    async (name) => {
      const template = await parseTemplateText(homeTemplate(name));
      const surprises = new Map<string, string>();
      for (const path of differentPaths(template)) {
        for (const wrong of WRONG) {
          try {
            await prepare(
              { templateBody: JSON.stringify(withAt(template, path, wrong)), parameters: new Map() },
              {
                scope: SCOPE,
                stack: { name: "seed", id: "arn:seed" },
                providers: () => providers,
                schemas: publishedSchema,
              },
            );
          } catch (error) {
            if (error instanceof AwsError && error.code === "ValidationError") continue;
            surprises.set(String(error), `${path.join("/")} = ${JSON.stringify(wrong)}`);
          }
        }
      }
      expect(Object.fromEntries(surprises)).toEqual({});
    },
  );
});
