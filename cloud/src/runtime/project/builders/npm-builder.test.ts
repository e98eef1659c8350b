import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ValueMap } from "../../../cloudformation/template/value.ts";
import { buildFunctions } from "../build-functions.ts";
import { toolsIn } from "../testing/build-tools.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-npm-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | object): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
}

interface Code {
  readonly properties?: Record<string, string>;
  readonly metadata?: ValueMap;
}

/** What a project of functions is built to. */
async function built(functions: Readonly<Record<string, Code>>) {
  const tools = toolsIn(folder);
  const resources = Object.entries(functions).map(
    ([logicalId, { properties, metadata }]): [string, ValueMap] => [
      logicalId,
      {
        Type: "AWS::Serverless::Function",
        Properties: { CodeUri: "fn", ...properties },
        ...(metadata === undefined ? {} : { Metadata: metadata }),
      },
    ],
  );
  const { artifacts, template } = await buildFunctions({
    template: {
      Globals: { Function: { Runtime: "nodejs22.x" } },
      Resources: Object.fromEntries(resources),
    },
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    tools,
  });
  return { artifacts, template, tools };
}

/** Names of the files in the package of a function whose code is in `fn`. */
async function packaged(properties: Record<string, string> = {}): Promise<string[]> {
  const { artifacts } = await built({ Fn: { properties } });
  return Object.keys(unzipSync(artifacts[0]?.zip ?? Buffer.alloc(0)));
}

describe("A Node.js function with a package.json and no BuildMethod", () => {
  beforeEach(() => {
    write("lib/package.json", { name: "lib", version: "1.0.0" });
    write("lib/index.js", "exports.word = 'lib';");
    write("tool/package.json", { name: "tool", version: "1.0.0" });
    write("fn/index.js", "exports.handler = async () => require('lib').word;");
  });

  test("its packages are installed into its copy, those for development are not", async () => {
    write("fn/package.json", {
      dependencies: { lib: `file:${folder}/lib` },
      devDependencies: { tool: `file:${folder}/tool` },
    });
    const names = await packaged();
    expect(names).toContain("index.js");
    expect(names).toContain("node_modules/lib/index.js");
    expect(names.filter((name) => name.includes("tool"))).toEqual([]);
    expect(existsSync(join(folder, "fn/node_modules"))).toBe(false);
    expect(JSON.parse(readFileSync(join(folder, "fn/package.json"), "utf8"))).toHaveProperty(
      "devDependencies",
    );
  });

  test.each([
    ["that names none", { type: "module" }, {}],
    ["of another runtime", { dependencies: { lib: "file:/nowhere" } }, { Runtime: "provided.al2023" }],
  ])("a package.json %s costs no npm", async (_title, manifest, properties) => {
    write("fn/package.json", manifest);
    expect((await packaged(properties)).sort()).toEqual(["index.js", "package.json"]);
  });

  test("what npm cannot install fails the deployment with npm's words", async () => {
    write("fn/package.json", { dependencies: { lib: `file:${folder}/gone` } });
    await expect(packaged()).rejects.toThrow(
      /^Fn could not be built: npm could not install its packages\.\n.*/,
    );
    write("fn/package.json", "no json");
    await expect(packaged()).rejects.toThrow(/package\.json is no JSON object/);
  });
});

describe("A function that esbuild bundles", () => {
  const esbuild = { BuildMethod: "esbuild", BuildProperties: { EntryPoints: ["app.ts"], Minify: false } };
  beforeEach(() => {
    write("lib/package.json", { name: "lib", version: "1.0.0", main: "index.js" });
    write("lib/index.js", "exports.word = 'from the package';");
    write(
      "fn/app.ts",
      "import { word } from 'lib'; export const handler = async (): Promise<string> => word;",
    );
  });
  const bundleOf = (zip: Buffer | undefined) =>
    Buffer.from(unzipSync(zip ?? Buffer.alloc(0))["app.js"] ?? []).toString();

  test("gets the packages of its package.json where the source has none, once", async () => {
    write("fn/package.json", { dependencies: { lib: `file:${folder}/lib` } });
    const first = await built({ Fn: { metadata: esbuild } });
    expect(bundleOf(first.artifacts[0]?.zip)).toContain("from the package");
    expect(first.tools.steps).toEqual(["Fn: installing the packages of its package.json with npm"]);
    expect(existsSync(join(folder, "fn/node_modules"))).toBe(false);
    const again = await built({ Fn: { metadata: esbuild } });
    expect(again.tools.steps).toEqual([]);
    expect(bundleOf(again.artifacts[0]?.zip)).toContain("from the package");
  });

  test("takes those of the source as they are", async () => {
    write("fn/package.json", { dependencies: { lib: "file:/nowhere" } });
    write("fn/node_modules/lib/package.json", { name: "lib", version: "1.0.0", main: "index.js" });
    write("fn/node_modules/lib/index.js", "exports.word = 'of the source';");
    const { artifacts, tools } = await built({ Fn: { metadata: esbuild } });
    expect(bundleOf(artifacts[0]?.zip)).toContain("of the source");
    expect(tools.steps).toEqual([]);
  });

  test.each([
    [
      "a package that nobody names",
      { dependencies: {} },
      "import 'lib';",
      /^Fn could not be built: .*resolve "lib"/s,
    ],
    [
      "a file that is missing",
      { dependencies: { lib: "file:/nowhere" } },
      "import './no';",
      /resolve "\.\/no"/,
    ],
    [
      "a package that npm cannot install",
      { dependencies: { lib: "file:/nowhere" } },
      "import 'lib';",
      /^Fn could not be built: npm could not install/,
    ],
  ])("%s fails the build", async (_what, manifest, code, expected) => {
    write("fn/package.json", manifest);
    write("fn/app.ts", code);
    await expect(built({ Fn: { metadata: esbuild } })).rejects.toThrow(expected);
  });
});

describe("Functions of one folder", () => {
  test("are built once, with one package for all; another runtime or method is another build", async () => {
    write("fn/index.js", "exports.handler = async () => 1;");
    write("fn/app.ts", "export const handler = async () => 1;");
    const esbuild = { BuildMethod: "esbuild" };
    const { artifacts, template } = await built({
      One: {},
      Two: { properties: { Handler: "index.other" } },
      Older: { properties: { Runtime: "nodejs20.x" } },
      Bundled: { metadata: esbuild },
      BundledToo: { metadata: esbuild },
    });
    expect(artifacts).toHaveLength(3);
    const keys = Object.values(
      template["Resources"] as Record<string, { Properties: { CodeUri: { Key: string } } }>,
    );
    const [one, two, older, bundled, bundledToo] = keys.map(({ Properties }) =>
      JSON.stringify(Properties.CodeUri),
    );
    expect(two).toBe(one);
    expect(older).toBe(one);
    expect(bundledToo).toBe(bundled);
    expect(bundled).not.toBe(one);
  });
});
