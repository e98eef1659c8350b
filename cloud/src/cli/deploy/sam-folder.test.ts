import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSamFolders } from "./sam-folder.ts";

test.each([
  ["template.yaml", ".", undefined],
  ["template.yaml", "template.yaml", undefined],
  ["sam.yaml", "sam.yaml", "sam.yaml"],
])("sam is told of %s, given as %s, what it does not take by itself", async (name, given, expected) => {
  const folder = mkdtempSync(join(tmpdir(), "deploy-"));
  writeFileSync(join(folder, name), "Resources: { News: { Type: AWS::SNS::Topic } }\n");
  expect(await readSamFolders([given], {}, folder)).toMatchObject([{ folder, templateFile: expected }]);
});
