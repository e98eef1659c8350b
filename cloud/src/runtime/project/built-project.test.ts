import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildTemplates } from "./build-templates.ts";
import { deployedProjectOf, readProjectTree } from "./built-project.ts";
import { codeFoldersOf } from "./code-folders.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { toolsIn } from "./testing/build-tools.ts";
import { watchFolders } from "./watch-folders.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-built-"));
  write("template.yaml", template("src/", "x.ts"));
  write("src/x.ts", "source");
  write("api.yaml", "openapi: 3.0.1");
  write("samconfig.toml", "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const BUILT = join(".aws-sam", "build");

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const template = (codeUri: string, entry: string): string => `Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: dotnet7, BuildProperties: { EntryPoints: [${entry}] }, SamResourceId: Fn }
    Properties: { CodeUri: ${codeUri}, Handler: x.handler, Runtime: nodejs22.x }
  Layer:
    Type: AWS::Serverless::LayerVersion
    Metadata: { BuildMethod: nodejs22.x }
    Properties: { ContentUri: Layer }
  Api: { Type: AWS::Serverless::Api, Properties: { DefinitionUri: ../../api.yaml } }
`;

function samBuild(program = "built"): void {
  rmSync(join(folder, BUILT), { recursive: true, force: true });
  write(join(BUILT, "Fn/x.js"), program);
  write(join(BUILT, "Fn/package.json"), "{}");
  write(join(BUILT, "Layer/nodejs/node_modules/a/index.js"), "layer");
  write(join(BUILT, "template.yaml"), template("Fn", "x.ts"));
}

const fingerprint = async () =>
  fingerprintOf(deployedProjectOf(folder, true), [], await codeFoldersOf(folder, true));

describe("what sam build left", () => {
  test("its template is taken, and functions and layers as they are, whatever built them", async () => {
    samBuild();
    const tools = toolsIn(folder);
    const tree = await readProjectTree(folder, true);
    expect(JSON.stringify(tree.template)).not.toContain("BuildMethod");
    const output = join(folder, "out");
    await buildTemplates({
      tree,
      isBuilt: true,
      buildFolder: output,
      artifactBucket: "b",
      scope: { accountId: "123456789012", region: "eu-west-1" },
      parameters: new Map(),
      tools,
    });
    expect(readFileSync(join(output, "Fn/x.js"), "utf8")).toBe("built");
    expect(readdirSync(join(output, "Fn"))).toEqual(["package.json", "x.js"]);
    expect(existsSync(join(output, "Layer/nodejs/node_modules/a/index.js"))).toBe(true);
    expect(tools.steps).toEqual([]);
  });

  test("without the flag the project's own template is taken", async () => {
    samBuild();
    expect(JSON.stringify((await readProjectTree(folder, false)).template)).toContain("src/");
  });

  test("nothing there is refused, with what makes it", () => {
    expect(() => deployedProjectOf(folder, true)).toThrow(
      expect.objectContaining({
        message: `${folder} has no .aws-sam/build/template.yaml to take with --built.`,
        nextCommand: "sam build",
      }),
    );
  });

  test.each([
    ["a built program", join(BUILT, "Fn/x.js"), true],
    ["a built layer", join(BUILT, "Layer/nodejs/node_modules/a/index.js"), true],
    ["the built template", join(BUILT, "template.yaml"), true],
    ["an API document", "api.yaml", true],
    ["samconfig.toml", "samconfig.toml", true],
    ["a source", "src/x.ts", false],
    ["the project's template", "template.yaml", false],
  ])("%s is a change: %s, %s", async (_what, file, isChange) => {
    samBuild();
    const before = await fingerprint();
    write(file, `${readFileSync(join(folder, file), "utf8")}\n# more`);
    expect((await fingerprint()) !== before).toBe(isChange);
  });

  test("the next build is seen, and no edit of a source", async () => {
    samBuild();
    const program = join(folder, BUILT, "Fn/x.js");
    const seen: string[] = [];
    const stop = await watchFolders({
      folders: [],
      stateDir: "/nowhere",
      polled: [join(folder, BUILT, "template.yaml")],
      deployedFrom: await codeFoldersOf(folder, true),
      codeFolders: () => codeFoldersOf(folder, true),
      failed: (error) => expect.unreachable(String(error)),
      changed: async () => {
        seen.push(existsSync(program) ? readFileSync(program, "utf8") : "building");
      },
    });
    write("src/x.ts", "edited");
    samBuild("again");
    await expect.poll(() => seen.at(-1)).toBe("again");
    rmSync(join(folder, BUILT), { recursive: true });
    await expect.poll(() => seen.at(-1)).toBe("building");
    samBuild("third");
    await expect.poll(() => seen.at(-1)).toBe("third");
    await stop();
  });
});
