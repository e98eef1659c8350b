import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toolsIn } from "../testing/build-tools.ts";
import { bringNodeSdk } from "./node-sdk.ts";

let root = "";
let folder = "";
const before = { ...process.env };
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portcullis-sdk-"));
  folder = join(root, "code");
  // An npm that makes what it is asked for: no registry is asked.
  write(
    join(root, "bin/npm"),
    `#!${process.execPath}
const { mkdirSync, writeFileSync, readFileSync } = require("node:fs");
const names = process.argv.slice(3).filter((name) => !name.startsWith("-"));
if (names.includes("@aws-sdk/client-nowhere")) { console.error("npm error 404"); process.exit(1); }
for (const name of names) {
  mkdirSync("node_modules/" + name, { recursive: true });
  writeFileSync("node_modules/" + name + "/index.js", "");
}
writeFileSync("package.json", JSON.stringify({ dependencies: Object.fromEntries(names.map((n) => [n, "3"])) }));
`,
    0o755,
  );
  process.env["PATH"] = `${join(root, "bin")}:${before["PATH"]}`;
});
afterEach(() => {
  process.env = { ...before };
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
}

const sdk = () => join(root, "state/node/sdk");
const tools = () => toolsIn(root, { nodePackages: sdk() });
const installed = () => readdirSync(join(sdk(), "node_modules/@aws-sdk")).sort();
const step = (names: string) => `installing ${names}, once: AWS's runtimes carry it`;

describe("The SDK that AWS's Node.js runtimes carry", () => {
  test.each([
    ['import { S3Client } from "@aws-sdk/client-s3";', "nodejs22.x", ["@aws-sdk/client-s3"]],
    ["const a = require('@aws-sdk/client-s3')", "nodejs18.x", ["@aws-sdk/client-s3"]],
    ['await import("@aws-sdk/lib-dynamodb/dist/x.js")', "nodejs20.x", ["@aws-sdk/lib-dynamodb"]],
    ['from "@aws-sdk/client-s3"; from "@smithy/types"', "nodejs22.x", ["@aws-sdk/client-s3, @smithy/types"]],
    ['import{S3Client as a}from"@aws-sdk/client-s3";', "nodejs22.x", ["@aws-sdk/client-s3"]],
    ['var a=r("@aws-sdk/client-s3")', "nodejs22.x", ["@aws-sdk/client-s3"]],
    ['l(a,"symbol",Symbol.for("@smithy/err"))', "nodejs22.x", []],
    ['var b={name:"@aws-sdk/client-s3",version:"3"}', "nodejs22.x", []],
    ["// nothing of @aws-sdk/client-s3", "nodejs22.x", []],
    ['import "@aws-sdk-else/client-s3"', "nodejs22.x", []],
    ['import "@aws-sdk/client-s3"', "nodejs16.x", []],
    ["const AWS = require('aws-sdk');", "nodejs16.x", ["aws-sdk"]],
    ['const S3 = require("aws-sdk/clients/s3");', "nodejs12.x", ["aws-sdk"]],
    ['import { S3 } from "aws-sdk";', "nodejs14.x", ["aws-sdk"]],
    ["const AWS = require('aws-sdk');", "nodejs18.x", []],
    ["const AWS = require('./aws-sdk'); require('aws-sdk-mock')", "nodejs16.x", []],
    ['import "@aws-sdk/client-s3"', "python3.12", []],
    ['import "@aws-sdk/client-s3"', "provided.al2023", []],
  ])("%j of %s: installs %j", async (source, runtime, expected) => {
    const known = tools();
    await bringNodeSdk({ runtime, source }, known);
    expect(known.steps).toEqual(expected.map(step));
  });

  test("LAM-15 is installed once for all functions, grows with what they name, and is read-only", async () => {
    const [first, again, more] = [tools(), tools(), tools()];
    write(join(folder, "index.mjs"), 'import "@aws-sdk/client-s3"');
    await bringNodeSdk({ runtime: "nodejs22.x", folder }, first);
    await bringNodeSdk({ runtime: "nodejs22.x", folder }, again);
    write(join(folder, "lib/other.cjs"), 'require("@aws-sdk/client-sns")');
    await bringNodeSdk({ runtime: "nodejs22.x", folder }, more);
    expect([first.steps, again.steps, more.steps]).toEqual([
      [step("@aws-sdk/client-s3")],
      [],
      [step("@aws-sdk/client-sns")],
    ]);
    expect(installed()).toEqual(["client-s3", "client-sns"]);
    for (const name of ["", "node_modules/@aws-sdk", "node_modules/@aws-sdk/client-s3/index.js"]) {
      expect(statSync(join(sdk(), name)).mode & 0o222).toBe(0);
    }
  });

  test.each([
    ["the function's own package", "code/node_modules/@aws-sdk/client-s3/index.js"],
    ["the project around the state folder", "node_modules/@aws-sdk/client-s3/index.js"],
  ])("is not installed where %s has it", async (_title, file) => {
    write(join(root, file), "");
    write(join(folder, "index.js"), 'require("@aws-sdk/client-s3")');
    const known = tools();
    await bringNodeSdk({ runtime: "nodejs22.x", folder }, known);
    expect(known.steps).toEqual([]);
  });

  test("version 2 has a folder of its own, whatever the project around has: newer runtimes find none", async () => {
    write(join(root, "node_modules/aws-sdk/index.js"), "");
    await bringNodeSdk({ runtime: "nodejs16.x", source: 'require("aws-sdk")' }, tools());
    await bringNodeSdk({ runtime: "nodejs22.x", source: 'require("@aws-sdk/client-s3")' }, tools());
    expect(readdirSync(join(root, "state/node/sdk-2/node_modules"))).toEqual(["aws-sdk@2"]);
    expect(readdirSync(join(sdk(), "node_modules"))).toEqual(["@aws-sdk"]);
  });

  test("what packages of the function name is theirs to bring", async () => {
    write(join(folder, "node_modules/tool/index.js"), 'require("@aws-sdk/client-s3")');
    write(join(folder, "index.js"), 'require("tool")');
    const known = tools();
    await bringNodeSdk({ runtime: "nodejs22.x", folder }, known);
    expect(known.steps).toEqual([]);
  });

  test("where it cannot be had the deployment goes on with a warning, and what was there stays", async () => {
    await bringNodeSdk({ runtime: "nodejs22.x", source: 'import "@aws-sdk/client-s3"' }, tools());
    const known = tools();
    await bringNodeSdk({ runtime: "nodejs22.x", source: 'import "@aws-sdk/client-nowhere"' }, known);
    expect(known.warnings).toEqual([
      "functions that import @aws-sdk/client-nowhere will fail until it is there: npm could not install it.\nnpm error 404",
    ]);
    expect(installed()).toEqual(["client-s3"]);
    expect(JSON.parse(readFileSync(join(sdk(), "package.json"), "utf8")).dependencies).toEqual({
      "@aws-sdk/client-s3": "3",
    });
  });
});
