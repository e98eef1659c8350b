import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readTemplateTree, templatesOf } from "./nested-templates.ts";
import { readTemplate } from "./read-template.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nested-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, resources: string): void {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `Resources: ${resources}\n`);
}
const stack = (url: string) => `{ Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${url} } }`;
const read = async () => readTemplateTree((await readTemplate(folder)).template, folder);

describe("readTemplateTree", () => {
  test("reads what stacks and applications name, each from where its template lies", async () => {
    const app = "{ Type: AWS::Serverless::Application, Properties: { Location: ../b.yaml } }";
    write("template.yaml", `{ A: ${stack("a/a.yaml")} }`);
    write("a/a.yaml", `{ App: ${app} }`);
    write("b.yaml", "{ Bucket: { Type: AWS::S3::Bucket } }");
    expect(templatesOf(await read()).map((tree) => [tree.path, tree.folder])).toEqual([
      [[], folder],
      [["A"], join(folder, "a")],
      [["A", "App"], folder],
    ]);
  });

  test("leaves addresses and values of functions alone", async () => {
    write(
      "template.yaml",
      `{ A: ${stack("https://s3.amazonaws.com/b/k")}, B: ${stack("!Ref Url")}, C: ${stack("s3://b/k")} }`,
    );
    expect((await read()).nested.size).toBe(0);
  });

  test("says which one is missing", async () => {
    write("template.yaml", `{ A: ${stack("none.yaml")} }`);
    await expect(read()).rejects.toThrow(
      `A: TemplateURL points at ${join(folder, "none.yaml")}, which does not exist.`,
    );
  });

  test("refuses one that is nested in itself", async () => {
    write("template.yaml", `{ A: ${stack("a.yaml")} }`);
    write("a.yaml", `{ Again: ${stack("a.yaml")} }`);
    await expect(read()).rejects.toThrow(`Again: ${join(folder, "a.yaml")} is nested in itself.`);
  });
});
