import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { codeFoldersOf } from "./code-folders.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { watchFolders } from "./watch-folders.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-code-folders-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const template = (codeUri: string, metadata = ""): string => `Resources:
  Fn:
    Type: AWS::Serverless::Function
${metadata}    Properties: { CodeUri: ${codeUri}, Handler: index.handler, Runtime: nodejs22.x }
`;
const ESBUILD = "    Metadata: { BuildMethod: esbuild }\n";
const IN_FOLDERS = [
  ["dist/", "dist/index.js"],
  [".build", ".build/index.js"],
  [".aws-sam/build/Fn", ".aws-sam/build/Fn/index.js"],
  [".", "dist/index.js"],
] as const;

async function fingerprint(): Promise<string> {
  return fingerprintOf(folder, [], await codeFoldersOf(folder));
}

describe("Code that is deployed as it is", () => {
  test.each(IN_FOLDERS)("a rebuild of CodeUri %s (%s) is a change", async (codeUri, file) => {
    write("template.yaml", template(codeUri));
    write(file, "1");
    const before = await fingerprint();
    expect(await fingerprint()).toBe(before);
    write(file, "22");
    expect(await fingerprint()).not.toBe(before);
  });

  test.each([
    ["AWS::Serverless::LayerVersion", "ContentUri"],
    ["AWS::Lambda::LayerVersion", "Content"],
  ])("packages in the folder of a %s are code, unlike those of functions", async (type, property) => {
    write("template.yaml", `Resources: { L: { Type: ${type}, Properties: { ${property}: layer } } }`);
    const before = await fingerprint();
    write("layer/nodejs/node_modules/a/index.js", "1");
    const after = await fingerprint();
    expect(after).not.toBe(before);
    write("layer/nodejs/node_modules/a/index.js", "22");
    expect(await fingerprint()).not.toBe(after);
  });

  test("Code of a plain AWS::Lambda::Function is code", async () => {
    write("template.yaml", "Resources: { F: { Type: AWS::Lambda::Function, Properties: { Code: dist } } }");
    write("dist/index.js", "1");
    const before = await fingerprint();
    write("dist/index.js", "22");
    expect(await fingerprint()).not.toBe(before);
  });

  test.each([
    ["what a build method makes its own output from", template(".", ESBUILD), "dist/index.js"],
    ["installed packages", template("dist"), "dist/node_modules/a/index.js"],
  ])("%s is none", async (_title, text, file) => {
    write("template.yaml", text);
    write(file, "1");
    const before = await fingerprint();
    write(file, "22");
    expect(await fingerprint()).toBe(before);
  });

  test.each(IN_FOLDERS)(
    "CodeUri %s (%s) is watched, also when its folder is made anew",
    async (codeUri, file) => {
      write("template.yaml", template(codeUri));
      write(file, "1");
      const path = join(folder, file);
      let seen: string | undefined = "1";
      const stop = await watchFolders({
        folders: [folder],
        stateDir: join(folder, ".portcullis"),
        deployedFrom: await codeFoldersOf(folder),
        codeFolders: () => codeFoldersOf(folder),
        failed: (error) => expect.unreachable(String(error)),
        changed: async () => {
          seen = existsSync(path) ? readFileSync(path, "utf8") : undefined;
        },
      });
      write(file, "22");
      await expect.poll(() => seen).toBe("22");
      rmSync(dirname(path), { recursive: true });
      await expect.poll(() => seen).toBe(undefined);
      write(file, "333");
      await expect.poll(() => seen).toBe("333");
      await stop();
    },
  );
});
