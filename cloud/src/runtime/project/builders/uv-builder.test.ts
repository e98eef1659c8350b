import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byFamily } from "../../../services/lambda/interpreters/index.ts";
import { buildFunctions } from "../build-functions.ts";
import { toolsIn } from "../testing/build-tools.ts";
import { buildFindings } from "../unsupported/build-findings.ts";

let folder = "";
const before = { ...process.env };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-uv-test-"));
  // One that says how it was called, and installs what the requirements name.
  write(
    "bin/uv",
    `#!${process.execPath}
const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
const after = (name) => args[args.indexOf(name) + 1];
appendFileSync(${JSON.stringify(join(folder, "uv.log"))}, args.slice(0, 2).join(" ").replace(" --format", "").replace(" --no-progress", "") + " " + after("--python") + "\\n");
if (args[0] === "lock") writeFileSync("uv.lock", "locked");
if (args[0] === "export") writeFileSync(after("--output-file"), readFileSync("uv.lock"));
if (args[0] === "pip") {
  const text = readFileSync(after("-r"), "utf8");
  if (text.includes("broken")) { console.error("no such package"); process.exit(1); }
  mkdirSync(after("--target"), { recursive: true });
  writeFileSync(after("--target") + "/installed.py", text);
}
`,
  );
  process.env["PATH"] = `${join(folder, "bin")}:${before["PATH"]}`;
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content, { mode: 0o755 });
}

const PYTHON = { interpreter: { path: "/python3.12", version: "3.12" }, warning: undefined };
const findInterpreter = byFamily({
  python: () => PYTHON,
  java: () => ({ missing: "no Java" }),
  ruby: () => ({ missing: "no Ruby" }),
});

const BUILT = { BuildMethod: "python-uv" };
const FUNCTION = {
  Type: "AWS::Serverless::Function",
  Metadata: BUILT,
  Properties: { CodeUri: "fn", Runtime: "python3.12" },
};

async function packaged(resource: typeof FUNCTION | object = FUNCTION): Promise<Record<string, string>> {
  const { artifacts } = await buildFunctions({
    template: { Resources: { Fn: { ...resource } as typeof FUNCTION } },
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    tools: toolsIn(folder, { findInterpreter }),
  });
  const files = unzipSync(artifacts[0]?.zip ?? Buffer.alloc(0));
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );
}

const calls = () => readFileSync(join(folder, "uv.log"), "utf8").trim().split("\n");

describe("BuildMethod python-uv", () => {
  test("installs what the lock file of a project has, and the source over it", async () => {
    write("fn/app.py", "code");
    write("fn/pyproject.toml", "[project]");
    write("fn/uv.lock", "a==1");
    write("fn/.venv/x.py", "");
    expect(await packaged()).toEqual({
      "app.py": "code",
      "installed.py": "a==1",
      "pyproject.toml": "[project]",
      "uv.lock": "a==1",
    });
    expect(calls()).toEqual(["export /python3.12", "pip install /python3.12"]);
  });

  test("without a lock file one is made, not in the source", async () => {
    write("fn/pyproject.toml", "[project]");
    expect(await packaged()).toEqual({ "installed.py": "locked", "pyproject.toml": "[project]" });
    expect(calls()).toEqual(["lock /python3.12", "export /python3.12", "pip install /python3.12"]);
  });

  test.each([["requirements.txt"], ["requirements-prod.txt"]])("takes %s", async (name) => {
    write(`fn/${name}`, "b==2");
    expect(await packaged()).toEqual({ "installed.py": "b==2", [name]: "b==2" });
  });

  test("a layer has it in python/, for its first compatible runtime", async () => {
    write("layer/requirements.txt", "b==2");
    const files = await packaged({
      Type: "AWS::Serverless::LayerVersion",
      Metadata: BUILT,
      Properties: { ContentUri: "layer", CompatibleRuntimes: ["python3.12"] },
    });
    expect(Object.keys(files)).toEqual(["python/installed.py", "python/requirements.txt"]);
  });

  test("shows uv's words", async () => {
    write("fn/requirements.txt", "broken");
    await expect(packaged()).rejects.toThrow("Fn could not be built: no such package");
  });

  test("is told as missing before anything is built where uv is not on PATH", () => {
    write("fn/app.py", "code");
    const template = { Resources: { Fn: FUNCTION } };
    expect(buildFindings({ template, folder })).toEqual([]);
    process.env["PATH"] = join(folder, "nowhere");
    expect(buildFindings({ template, folder }).map(({ what }) => what)).toEqual([
      "a build by uv, which is not on PATH",
    ]);
  });
});
