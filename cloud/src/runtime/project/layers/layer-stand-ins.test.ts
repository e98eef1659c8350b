import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ValueMap } from "../../../cloudformation/template/value.ts";
import { createPythonFinder } from "../../../services/lambda/interpreters/python.ts";
import { buildTemplates } from "../build-templates.ts";
import { toolsIn } from "../testing/build-tools.ts";
import { standInNotes, withLayerStandIns } from "./layer-stand-ins.ts";

const RUNTIME = "python3.9";
const found = createPythonFinder({ environment: process.env })(RUNTIME);
const PYTHON = "arn:aws:lambda:eu-west-1:017000801446:layer:AWSLambdaPowertoolsPythonV2:59";
const TYPESCRIPT = "arn:aws:lambda:eu-west-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:2";

let folder = "";
const before = { ...process.env };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-layers-"));
  for (const name of ["wheels", "bin"]) mkdirSync(join(folder, name));
  // No registry is asked: pip knows the wheels of this folder only, npm is another program.
  process.env["PIP_NO_INDEX"] = "1";
  process.env["PIP_FIND_LINKS"] = join(folder, "wheels");
  process.env["PATH"] = `${join(folder, "bin")}:${before["PATH"]}`;
  const npm = `#!/bin/sh
echo "$@" >> ${join(folder, "npm.log")}
mkdir -p node_modules/@aws-lambda-powertools/logger && echo made > node_modules/@aws-lambda-powertools/logger/index.js
`;
  writeFileSync(join(folder, "bin/npm"), npm);
  chmodSync(join(folder, "bin/npm"), 0o755);
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

/** The package as an index has it, made by hand. */
function writeWheel(version: string): void {
  const info = `aws_lambda_powertools-${version}.dist-info`;
  const files = {
    "aws_lambda_powertools/__init__.py": `version = "${version}"`,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: aws-lambda-powertools\nVersion: ${version}\nProvides-Extra: all\nProvides-Extra: aws-sdk\n`,
    [`${info}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    [`${info}/RECORD`]: "",
  };
  const bytes = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
  const name = `aws_lambda_powertools-${version}-py3-none-any.whl`;
  writeFileSync(join(folder, "wheels", name), zipSync(Object.fromEntries(bytes)));
}

const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  parameters: new Map([["Layer", PYTHON]]),
};

const built = (template: ValueMap, tools = toolsIn(folder)) =>
  withLayerStandIns(template, {
    ...OPTIONS,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    tools,
  });

const fn = (Runtime: string, Layers: ValueMap[string], Type = "AWS::Serverless::Function"): ValueMap => ({
  Type,
  Properties: { Runtime, Layers },
});

const filesOf = (zip: Buffer | undefined) =>
  Object.fromEntries(
    Object.entries(zip === undefined ? {} : unzipSync(zip)).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString(),
    ]),
  );

test.skipIf("missing" in found)(
  "functions name a layer of the stack with the package; it is installed once and said openly",
  async () => {
    writeWheel("2.31.0");
    writeWheel("2.99.0");
    const template: ValueMap = {
      Globals: { Function: { Layers: [PYTHON] } },
      Resources: {
        Global: fn(RUNTIME, ["arn:own"]),
        Parameter: fn(RUNTIME, [{ Ref: "Layer" }], "AWS::Lambda::Function"),
        Chosen: fn(RUNTIME, { "Fn::If": ["C", [PYTHON], [{ "Fn::If": ["D", "arn:a", PYTHON] }]] }),
        Other: { Type: "AWS::S3::Bucket" },
      },
    };
    const tools = toolsIn(folder);
    const { template: after, artifacts } = await built(template, tools);
    const Ref = "PortcullisLayerAWSLambdaPowertoolsPythonV2x59";
    expect(after["Globals"]).toEqual({ Function: { Layers: [{ Ref }] } });
    expect(after["Resources"]).toEqual({
      Global: fn(RUNTIME, ["arn:own"]),
      Parameter: fn(RUNTIME, [{ Ref }], "AWS::Lambda::Function"),
      Chosen: fn(RUNTIME, { "Fn::If": ["C", [{ Ref }], [{ "Fn::If": ["D", "arn:a", { Ref }] }]] }),
      Other: { Type: "AWS::S3::Bucket" },
      [Ref]: {
        Type: "AWS::Lambda::LayerVersion",
        Properties: {
          Content: { S3Bucket: "artifacts", S3Key: artifacts[0]?.key },
          Description: `Stands for ${PYTHON}`,
        },
      },
    });
    expect(artifacts).toHaveLength(1);
    const files = filesOf(artifacts[0]?.zip);
    expect(files[`python/lib/${RUNTIME}/site-packages/aws_lambda_powertools/__init__.py`]).toBe(
      'version = "2.31.0"',
    );
    expect(files["stands-for.txt"]).toBe(`${PYTHON}\naws-lambda-powertools[all,aws-sdk]==2.31.0\n`);
    const note = `the layer ${PYTHON} of Global, Parameter, Chosen stands in by the package aws-lambda-powertools 2.31.0 from the registry`;
    expect(tools.warnings).toEqual([note]);
    expect(standInNotes(template, OPTIONS)).toEqual([note]);
    expect(tools.steps).toHaveLength(1);

    rmSync(join(folder, "wheels"), { recursive: true });
    const again = toolsIn(folder);
    expect((await built(template, again)).artifacts[0]?.key).toBe(artifacts[0]?.key);
    expect(again.steps).toEqual([]);
  },
);

test("a layer for Node.js has the packages in its node_modules, by one npm", async () => {
  const template: ValueMap = { Resources: { Fn: fn("nodejs22.x", [TYPESCRIPT]) } };
  const { artifacts } = await built(template);
  await built(template);
  const files = filesOf(artifacts[0]?.zip);
  expect(files["nodejs/node_modules/@aws-lambda-powertools/logger/index.js"]).toBe("made\n");
});

test("what the template calls as a layer of ours would be called stays, and its build, too", async () => {
  const first = "PortcullisLayerAWSLambdaPowertoolsTypeScriptV2x2";
  const template: ValueMap = {
    Parameters: { [`${first}n2`]: { Type: "String" } },
    Resources: { Fn: fn("nodejs22.x", [TYPESCRIPT]), [first]: { Type: "AWS::Lambda::LayerVersion" } },
  };
  mkdirSync(join(folder, "build", first), { recursive: true });
  writeFileSync(join(folder, "build", first, "own.txt"), "own");
  const { template: after } = await built(template);
  expect(after["Resources"]).toMatchObject({
    Fn: fn("nodejs22.x", [{ Ref: `${first}n3` }]),
    [first]: { Type: "AWS::Lambda::LayerVersion" },
    [`${first}n3`]: { Properties: { Description: `Stands for ${TYPESCRIPT}` } },
  });
  expect(readFileSync(join(folder, "build", first, "own.txt"), "utf8")).toBe("own");
});

test("a layer stands in for what sam build has left as well", async () => {
  mkdirSync(join(folder, "Fn"));
  writeFileSync(join(folder, "Fn/index.js"), "");
  const code = { Type: "AWS::Serverless::Function", Properties: { Runtime: "nodejs22.x", CodeUri: "Fn" } };
  const { template, artifacts } = await buildTemplates({
    tree: {
      template: { Resources: { Fn: { ...code, Properties: { ...code.Properties, Layers: [TYPESCRIPT] } } } },
      folder,
      nested: new Map(),
    },
    isBuilt: true,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    ...OPTIONS,
    tools: toolsIn(folder),
  });
  const Ref = "PortcullisLayerAWSLambdaPowertoolsTypeScriptV2x2";
  expect(template["Resources"]).toMatchObject({ Fn: { Properties: { Layers: [{ Ref }] } }, [Ref]: {} });
  expect(artifacts).toHaveLength(2);
});

test("a layer of another language's function brings nothing to install", async () => {
  const { artifacts } = await built({ Resources: { Fn: fn("nodejs22.x", [PYTHON]) } });
  expect(Object.keys(filesOf(artifacts[0]?.zip))).toEqual(["stands-for.txt"]);
});

test.skipIf("missing" in found)("what the registry has not is refused by name", async () => {
  await expect(built({ Resources: { Fn: fn(RUNTIME, [PYTHON]) } })).rejects.toThrow(
    /^the layer arn:.* cannot be fetched without AWS, and the package aws-lambda-powertools 2\.31\.0, which stands for it, could not be installed: pip could not install/,
  );
});

test("layers of others, and of the stack, stay as they are", async () => {
  const template: ValueMap = {
    Resources: { Fn: fn(RUNTIME, [{ Ref: "Own" }, "arn:aws:lambda:eu-west-1:111122223333:layer:x:1"]) },
  };
  expect(await built(template)).toEqual({ template, artifacts: [] });
  expect(standInNotes(template, OPTIONS)).toEqual([]);
});
