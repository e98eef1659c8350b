import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ValueMap } from "../../cloudformation/template/value.ts";
import { buildFolderOf } from "./build-folder.ts";
import { buildTemplates } from "./build-templates.ts";
import type { TemplateTree } from "./nested-templates.ts";
import { toolsIn } from "./testing/build-tools.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-build-"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src", "bootstrap"), "");
  mkdirSync(join(folder, "others"));
  writeFileSync(join(folder, "others", "kept"), "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leaf = (logicalId: string): TemplateTree => ({
  template: {
    Resources: {
      [logicalId]: {
        Type: "AWS::Serverless::Function",
        Properties: { CodeUri: "src", Handler: "bootstrap", Runtime: "provided.al2023" },
      },
    },
  },
  folder,
  nested: new Map(),
});

const nesting = (logicalId: string): TemplateTree => {
  const Resources: ValueMap = { [logicalId]: { Type: "AWS::CloudFormation::Stack", Properties: {} } };
  const inner = { ...leaf("others"), property: "TemplateURL" };
  return { template: { Resources }, folder, nested: new Map([[logicalId, inner]]) };
};

const build = (tree: TemplateTree) =>
  buildTemplates({
    tree,
    isBuilt: true,
    buildFolder: join(folder, "state", "build"),
    artifactBucket: "artifacts",
    scope: { accountId: "123456789012", region: "eu-west-1" },
    parameters: new Map(),
    tools: toolsIn(folder),
  });

test.each([
  ["function", () => leaf("../../others")],
  ["nested stack", () => nesting("../..")],
])("CFN-BUILD a %s whose id is a path empties no folder", async (_what, tree) => {
  await expect(build(tree())).rejects.toThrow(/is no name for a stack or a resource/);
  expect(existsSync(join(folder, "others", "kept"))).toBe(true);
});

test("CFN-BUILD other ids are built below the folder", async () => {
  expect((await build(leaf("Fn1"))).artifacts).toHaveLength(1);
  expect(existsSync(join(folder, "state", "build", "Fn1", "bootstrap"))).toBe(true);
});

test.each(["..", ".", "", "a/b", "a\\b", "a\0", "/etc"])("CFN-BUILD %j names no folder", (name) => {
  expect(() => buildFolderOf(folder, name)).toThrow(/is no name/);
});
