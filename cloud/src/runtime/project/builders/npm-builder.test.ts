import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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

/** Names of the files in the package of a function whose code is in `fn`. */
async function packaged(properties: Record<string, string> = {}): Promise<string[]> {
  const { artifacts } = await buildFunctions({
    template: {
      Globals: { Function: { Runtime: "nodejs22.x" } },
      Resources: {
        Fn: { Type: "AWS::Serverless::Function", Properties: { CodeUri: "fn", ...properties } },
      },
    },
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    tools: toolsIn(folder),
  });
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
