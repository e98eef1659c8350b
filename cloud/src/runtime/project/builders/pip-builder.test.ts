import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPythonFinder } from "../../../services/lambda/interpreters/python.ts";
import { buildFunctions } from "../build-functions.ts";
import { toolsIn } from "../testing/build-tools.ts";
import { pipInstall } from "./run-pip.ts";

const RUNTIME = "python3.9";
const found = createPythonFinder({ environment: process.env })(RUNTIME);

let folder = "";
const before = { ...process.env };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-pip-"));
  mkdirSync(join(folder, "wheels"));
  // No registry is asked: pip knows the wheels of this folder only.
  process.env["PIP_NO_INDEX"] = "1";
  process.env["PIP_FIND_LINKS"] = join(folder, "wheels");
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

/** A package as an index has it, made by hand. */
function writeWheel(name: string, source: string): void {
  const info = `${name}-1.0.dist-info`;
  const files = {
    [`${name}/__init__.py`]: source,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`,
    [`${info}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    [`${info}/RECORD`]: "",
  };
  const bytes = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
  writeFileSync(join(folder, "wheels", `${name}-1.0-py3-none-any.whl`), zipSync(Object.fromEntries(bytes)));
}

const tools = () => toolsIn(folder);

/** The files in the package of a function whose code is in `fn`, with their text. */
async function packaged(
  known: ReturnType<typeof tools> = tools(),
  properties: Readonly<Record<string, string>> = { CodeUri: "fn" },
): Promise<Record<string, string>> {
  const { artifacts } = await buildFunctions({
    template: {
      Resources: {
        Fn: { Type: "AWS::Serverless::Function", Properties: { Runtime: RUNTIME, ...properties } },
      },
    },
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    tools: known,
  });
  const files = artifacts[0] === undefined ? {} : unzipSync(artifacts[0].zip);
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );
}

describe.skipIf("missing" in found)("A Python function without BuildMethod (skipped without Python)", () => {
  test("its folder is taken without what is no code; no pip is needed", async () => {
    write("fn/app.py", "1");
    write("fn/requirements.txt", "# nothing\n\n");
    write("fn/lib/util.py", "2");
    for (const name of ["__pycache__/app.pyc", ".venv/x.py", ".git/config", "old.pyc"])
      write(`fn/${name}`, "3");
    const known = tools();
    expect(Object.keys(await packaged(known)).sort()).toEqual(["app.py", "lib/util.py", "requirements.txt"]);
    expect(known.steps).toEqual([]);
  });

  test("the code of a project that is its own folder does not hold what is built of it", async () => {
    write("app.py", "1");
    expect(Object.keys(await packaged(tools(), { CodeUri: "." }))).toEqual(["app.py"]);
  });

  test("packages of requirements.txt lie beside the code, which wins, and are installed once", async () => {
    writeWheel("one", "word = 'wheel'\n");
    write("fn/app.py", "import one\n");
    write("fn/requirements.txt", "one==1.0\n");
    const first = tools();
    expect(await packaged(first)).toMatchObject({
      "one/__init__.py": "word = 'wheel'\n",
      "app.py": "import one\n",
    });
    expect(first.steps).toEqual(["Fn: installing requirements.txt with pip"]);

    write("fn/one/__init__.py", "own\n");
    const again = tools();
    expect(await packaged(again)).toMatchObject({ "one/__init__.py": "own\n" });
    expect(again.steps).toEqual([]);

    writeWheel("two", "");
    write("fn/requirements.txt", "one==1.0\ntwo\n");
    const changed = tools();
    expect(Object.keys(await packaged(changed))).toContain("two/__init__.py");
    expect(changed.steps).toHaveLength(1);
  });

  test.each(["-r others.txt", "./../wheels/one-1.0-py3-none-any.whl", "--find-links ."])(
    "%s is not taken from the cache: other files may have changed beneath it",
    async (line) => {
      writeWheel("one", "1\n");
      write("fn/others.txt", "one\n");
      write("fn/requirements.txt", `${line}\n`);
      await packaged();
      const again = tools();
      await packaged(again);
      expect(again.steps).toHaveLength(1);
    },
  );

  test("what pip cannot install fails the deployment with pip's words, and nothing of it is kept", async () => {
    write("fn/requirements.txt", "gone==9\n");
    await expect(packaged()).rejects.toThrow(
      /^Fn could not be built: pip could not install requirements\.txt\.\n[\s\S]*No matching distribution found for gone==9/,
    );
    writeWheel("gone", "");
    write("fn/requirements.txt", "gone==1.0\n");
    expect(Object.keys(await packaged())).toContain("gone/__init__.py");
  });

  test("without an interpreter the build says what helps", async () => {
    write("fn/requirements.txt", "one\n");
    const known = toolsIn(folder, { findInterpreter: () => ({ missing: "python3.9 needs Python" }) });
    await expect(packaged(known)).rejects.toThrow("Fn could not be built: python3.9 needs Python.");
  });

  test("an interpreter without pip is told with the command that brings it", async () => {
    write("python", '#!/bin/sh\necho "/x/python: No module named pip" >&2\nexit 1\n');
    const python = { path: join(folder, "python"), version: "3.9" };
    chmodSync(python.path, 0o755);
    await expect(pipInstall(python, { target: folder, what: ["one"], cwd: folder })).rejects.toThrow(
      `pip is not installed for Python 3.9: ${python.path} -m ensurepip --upgrade`,
    );
  });
});

describe.skipIf("missing" in found)(
  "The SDK that AWS's Python runtimes carry (skipped without Python)",
  () => {
    const version = "interpreter" in found ? found.interpreter.version : "";
    const STEP = `installing boto3 for Python ${version}, once: AWS's runtimes carry it`;

    test.each([
      ["import boto3", [STEP]],
      ["def f():\n    from botocore.config import Config", [STEP]],
      ["import os, boto3", [STEP]],
      ["# import boto3", []],
      ["import boto3000", []],
      ["x = 'boto3'", []],
    ])("%j: steps %j", async (source, steps) => {
      writeWheel("boto3", "");
      write("fn/app.py", `${source}\n`);
      const known = tools();
      await packaged(known);
      expect(known.steps).toEqual(steps);
    });

    test("LAM-15 it is installed once for all functions, outside of their packages, and read-only", async () => {
      writeWheel("boto3", "");
      write("fn/app.py", "import boto3\n");
      expect(Object.keys(await packaged())).toEqual(["app.py"]);
      const inline = tools();
      await packaged(inline, { InlineCode: "import boto3\n" });
      expect(inline.steps).toEqual([]);
      const packages = join(folder, "python", version);
      for (const name of ["", "boto3", "boto3/__init__.py"]) {
        expect(statSync(join(packages, name)).mode & 0o222).toBe(0);
      }
    });

    test("a function that brings its own needs none", async () => {
      write("fn/app.py", "import boto3\n");
      write("fn/boto3/__init__.py", "import botocore\n");
      const known = tools();
      await packaged(known);
      expect(known.steps).toEqual([]);
    });

    test("where it cannot be had the deployment goes on with a warning", async () => {
      write("fn/app.py", "import boto3\n");
      const known = tools();
      expect(Object.keys(await packaged(known))).toEqual(["app.py"]);
      expect(known.warnings).toEqual([
        expect.stringMatching(
          /^functions that import boto3 will fail until it is there: pip could not install boto3\.\n/,
        ),
      ]);
    });
  },
);
