import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildFindings } from "./build-findings.ts";
import { findingText } from "./finding.ts";

let folder = "";
const before = { ...process.env };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-findings-"));
  for (const name of ["fn", "bin"]) mkdirSync(join(folder, name));
  process.env["PATH"] = join(folder, "bin");
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  [["fn/build.gradle"], "java17", ["Fn: a build by Gradle, which is not on PATH"]],
  [["fn/build.gradle.kts"], "java21", ["Fn: a build by Gradle, which is not on PATH"]],
  [["fn/build.gradle", "fn/pom.xml"], "java17", ["Fn: a build by Gradle, which is not on PATH"]],
  [["fn/pom.xml"], "java17", ["Fn: a build by Maven, which is not on PATH"]],
  [["fn/build.gradle", "bin/gradle"], "java17", []],
  [["fn/build.gradle", "fn/gradlew"], "java17", []],
  [["fn/build.gradle", "gradlew"], "java17", []],
  [["fn/pom.xml", "bin/mvn"], "java17", []],
  [["fn/pom.xml", "fn/mvnw"], "java17", []],
  [["fn/pom.xml", "bin/gradle", "fn/gradlew"], "java17", ["Fn: a build by Maven, which is not on PATH"]],
  [[], "java17", []],
  [["fn/build.gradle"], "nodejs22.x", []],
])("a project with %j for %s: %j", (files, Runtime, expected) => {
  for (const file of files) writeFileSync(join(folder, file), "");
  const Fn = { Type: "AWS::Serverless::Function", Properties: { CodeUri: "fn", Runtime } };
  const findings = buildFindings({ template: { Resources: { Fn } }, folder });
  expect(findings.map(findingText)).toEqual(expected);
  for (const { path, help } of findings) {
    expect(path).toEqual(["Resources", "Fn", "Properties", "CodeUri"]);
    expect(help).toMatch(/^install it \(apt install (?:gradle|maven), .*, add a wrapper to the project/);
  }
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

test("code that its Metadata says is ready is no build", () => {
  writeFileSync(join(folder, "fn/pom.xml"), "");
  const Fn = {
    Type: "AWS::Serverless::Function",
    Properties: { CodeUri: "fn", Runtime: "java17" },
    Metadata: { SkipBuild: true },
  };
  expect(buildFindings({ template: { Resources: { Fn } }, folder })).toEqual([]);
});
