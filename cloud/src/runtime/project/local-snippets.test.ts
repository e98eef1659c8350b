import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withLocalSnippets } from "./local-snippets.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-snippets-"));
  writeFileSync(join(folder, "a.yaml"), "Queue: { Type: AWS::SQS::Queue }\n");
  writeFileSync(join(folder, "broken.yaml"), "a: ]");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const include = (Location: string) => ({ Name: "AWS::Include", Parameters: { Location } });
const QUEUE = { Queue: { Type: "AWS::SQS::Queue" } };

test.each([
  ["a.yaml", { Pool: {}, ...QUEUE }],
  ["s3://bucket/a.yaml", { Pool: {} }],
  ["missing.yaml", { Pool: {} }],
  ["broken.yaml", { Pool: {} }],
])("a snippet at %s", async (location, expected) => {
  const template = { Resources: { Pool: {}, "Fn::Transform": include(location) } };
  expect(await withLocalSnippets(template, folder)).toEqual({ Resources: expected });
});

test("a snippet of the section Transform, and other transforms", async () => {
  const template = { Transform: ["AWS::Serverless-2016-10-31", include("a.yaml")] };
  expect(await withLocalSnippets(template, folder)).toEqual({ ...template, ...QUEUE });
  const other = { Body: { "Fn::Transform": { Name: "Other" } } };
  expect(await withLocalSnippets(other, folder)).toEqual(other);
});
