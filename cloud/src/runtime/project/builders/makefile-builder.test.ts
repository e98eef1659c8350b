import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildFunctions } from "../build-functions.ts";
import { toolsIn } from "../testing/build-tools.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-make-test-"));
  write("fn/a.txt", "of the source");
  write("fn/sub/b.txt", "below");
  write("outside/c.txt", "outside");
  const makefile = (name: string) =>
    `build-Fn:\n\tcp *.txt "$(ARTIFACTS_DIR)"\n\techo ${name} > "$(ARTIFACTS_DIR)/by"\n`;
  write("fn/Makefile", makefile("fn"));
  write("fn/sub/Makefile", makefile("sub"));
  write("outside/Makefile", makefile("outside"));
  write("Makefile", makefile("root"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

test.each<[metadata: Record<string, string>, files: readonly string[], by: string]>([
  [{}, ["a.txt"], "fn"],
  [{ ContextPath: "fn/sub" }, ["a.txt"], "sub"],
  [{ ContextPath: "outside" }, ["a.txt"], "outside"],
  [{ WorkingDirectory: "fn/sub" }, ["b.txt"], "fn"],
  [{ WorkingDirectory: "outside" }, ["c.txt"], "fn"],
  [{ ContextPath: "outside", WorkingDirectory: "fn/sub" }, ["b.txt"], "outside"],
  [{ ProjectRootDirectory: ".", WorkingDirectory: "fn" }, ["a.txt"], "root"],
])("make by %j makes %j, by the Makefile of %s", async (metadata, expected, by) => {
  const { artifacts } = await buildFunctions({
    template: {
      Resources: {
        Fn: {
          Type: "AWS::Serverless::Function",
          Metadata: { BuildMethod: "makefile", ...metadata },
          Properties: { CodeUri: "fn", Runtime: "provided.al2023" },
        },
      },
    },
    projectFolder: folder,
    isBuilt: false,
    buildFolder: mkdtempSync(join(folder, ".portcullis-")),
    artifactBucket: "artifacts",
    tools: toolsIn(folder),
  });
  const files = unzipSync(artifacts[0]?.zip ?? Buffer.alloc(0));
  expect(Object.keys(files).sort()).toEqual([...expected, "by"].sort());
  expect(Buffer.from(files["by"] ?? []).toString()).toBe(`${by}\n`);
});
