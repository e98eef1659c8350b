import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildFindings } from "./build-findings.ts";
import { findingText } from "./finding.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-findings-"));
  mkdirSync(join(folder, "fn"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [["build.gradle"], "java17", ["Fn: a build by Gradle"]],
  [["build.gradle.kts"], "java21", ["Fn: a build by Gradle"]],
  [["build.gradle", "pom.xml"], "java17", []],
  [["pom.xml"], "java17", []],
  [[], "java17", []],
  [["build.gradle"], "nodejs22.x", []],
])("a folder with %j for %s: %j", (files, Runtime, expected) => {
  for (const file of files) writeFileSync(join(folder, "fn", file), "");
  const Fn = { Type: "AWS::Serverless::Function", Properties: { CodeUri: "fn", Runtime } };
  const findings = buildFindings({ template: { Resources: { Fn } }, folder });
  expect(findings.map(findingText)).toEqual(expected);
  if (expected.length > 0) expect(findings[0]?.path).toEqual(["Resources", "Fn", "Properties", "CodeUri"]);
});

test("code that is not there, or not here, is no build", () => {
  const fn = (CodeUri: string) => ({
    Type: "AWS::Serverless::Function",
    Properties: { CodeUri, Runtime: "java17" },
  });
  expect(buildFindings({ template: { Resources: { A: fn("gone"), B: fn("s3://b/k") } }, folder })).toEqual(
    [],
  );
});
