import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { missingModules } from "./missing-modules.ts";

const folder = mkdtempSync(join(tmpdir(), "missing-modules-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const file of ["app.mjs", "deep/app.js", "deep/work.py", "pack/__init__.py", "calls.rb", "a.b.js"]) {
  mkdirSync(dirname(join(folder, "src", file)), { recursive: true });
  writeFileSync(join(folder, "src", file), "");
}

function notesOf(properties: object, more: object = {}) {
  const Fn = { Type: "AWS::Serverless::Function", Properties: { CodeUri: "src", ...properties }, ...more };
  return missingModules({ template: { Resources: { Fn } } as never, folder, path: [] });
}

describe("files that handlers name", () => {
  test.each([
    ["nodejs22.x", "app.handler"],
    ["nodejs22.x", "deep/app.handler"],
    ["nodejs22.x", "app.handlers.first"],
    ["nodejs22.x", "a.b.handler"],
    ["python3.11", "deep.work.main"],
    ["python3.11", "deep/work.main"],
    ["python3.11", "pack.main"],
    ["ruby3.3", "calls.Calls::Handler.run"],
    ["java21", "home.Handler::handleRequest"],
    ["provided.al2023", "bootstrap"],
    [undefined, "none.handler"],
  ])("%s %s is there, or no file", (Runtime, Handler) => {
    expect(notesOf({ Runtime, Handler })).toEqual([]);
  });

  test.each([
    ["nodejs22.x", "main.handler", "src/main.js"],
    ["nodejs22.x", "deep/main.handler", "src/deep/main.js"],
    ["python3.11", "main.work", "src/main.py"],
    ["python3.11", "deep.main.work", "src/deep/main.py"],
    ["ruby3.3", "main.run", "src/main.rb"],
  ])("%s %s is not there", (Runtime, Handler, file) => {
    expect(notesOf({ Runtime, Handler })).toEqual([
      `Fn: Handler ${Handler} names ${file}, which is not there: its calls would fail`,
    ]);
  });

  test.each([
    ["built first", {}, { Metadata: { BuildMethod: "esbuild" } }],
    ["brought by a layer", { Layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:x:1"] }, {}],
    ["in S3", { CodeUri: "s3://bucket/key" }, {}],
    ["of a folder that is told as missing", { CodeUri: "nowhere" }, {}],
    ["written in the template", { InlineCode: "exports.handler = () => 1" }, {}],
  ])("%s is not looked at", (_case, properties, more) => {
    expect(notesOf({ Runtime: "nodejs22.x", Handler: "main.handler", ...properties }, more)).toEqual([]);
  });
});
