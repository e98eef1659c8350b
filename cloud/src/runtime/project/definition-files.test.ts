import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packDefinitions } from "./definition-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "definitions-"));
  writeFileSync(join(folder, "api.yaml"), "swagger: '2.0'\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const api = (Type: string, Properties: object) => ({ Resources: { Api: { Type, Properties } } }) as never;
const pack = (template: never) => packDefinitions(template, { folder, artifactBucket: "bucket" });

test.each([
  ["AWS::Serverless::Api", "DefinitionUri"],
  ["AWS::Serverless::HttpApi", "DefinitionUri"],
  ["AWS::ApiGateway::RestApi", "BodyS3Location"],
])("a file that %s names in %s is uploaded, and its place stands in the template", (type, name) => {
  const { template, artifacts } = pack(api(type, { [name]: "./api.yaml", StageName: "v1" }));
  expect(artifacts.map(({ zip }) => zip.toString())).toEqual(["swagger: '2.0'\n"]);
  const place = { Bucket: "bucket", Key: artifacts[0]?.key };
  expect(template).toEqual(api(type, { [name]: place, StageName: "v1" }));
});

test.each([
  ["an address in S3", "AWS::Serverless::Api", { DefinitionUri: "s3://b/k" }],
  ["a place in S3", "AWS::Serverless::Api", { DefinitionUri: { Bucket: "b", Key: "k" } }],
  ["another type", "AWS::S3::Bucket", { DefinitionUri: "api.yaml" }],
  ["none", "AWS::Serverless::Api", { StageName: "v1" }],
])("%s stays as it is", (_title, type, properties) => {
  const template = api(type, properties);
  expect(pack(template)).toEqual({ template, artifacts: [] });
});

test("a file that is not there is named", () => {
  expect(() => pack(api("AWS::Serverless::Api", { DefinitionUri: "none.yaml" }))).toThrow(
    `Api: DefinitionUri points at ${join(folder, "none.yaml")}, which does not exist.`,
  );
});

test("snippets of AWS::Include are uploaded wherever they stand", () => {
  const include = (Location: string) => ({ Name: "AWS::Include", Parameters: { Location } });
  const template = {
    Transform: ["AWS::Serverless-2016-10-31", include("api.yaml")],
    Resources: {
      Api: {
        Type: "AWS::Serverless::Api",
        Properties: { DefinitionBody: { "Fn::Transform": include("./api.yaml") } },
      },
      Other: { Type: "T", Metadata: { "Fn::Transform": include("s3://b/k") } },
    },
  } as never;
  const { template: packed, artifacts } = pack(template);
  const [first, second, ...more] = artifacts;
  expect([first, more]).toEqual([second, []]);
  expect(packed).toEqual({
    Transform: ["AWS::Serverless-2016-10-31", include(`s3://bucket/${first?.key}`)],
    Resources: {
      Api: {
        Type: "AWS::Serverless::Api",
        Properties: { DefinitionBody: { "Fn::Transform": include(`s3://bucket/${first?.key}`) } },
      },
      Other: { Type: "T", Metadata: { "Fn::Transform": include("s3://b/k") } },
    },
  });
});

test("a snippet that is not there is named", () => {
  const template = { Transform: { Name: "AWS::Include", Parameters: { Location: "none.yaml" } } } as never;
  expect(() => pack(template)).toThrow("AWS::Include: Location points at");
});
