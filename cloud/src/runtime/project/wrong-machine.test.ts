import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { buildFunctions } from "./build-functions.ts";
import { toolsIn } from "./testing/build-tools.ts";

const folder = mkdtempSync(join(tmpdir(), "portcullis-machine-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const elf = (machine: number): Buffer => {
  const head = Buffer.alloc(64);
  head.write("\u007fELF", "latin1");
  head.writeUInt16LE(machine, 18);
  return head;
};
const X86 = elf(62);
const ARM = elf(183);
const WARNING = (built: string, named: string): string[] => [
  `Fn: its program is built for ${built} and its Architectures say ${named}: it will not run on AWS`,
];

test.each([
  ["an x86 program under arm64", X86, ["arm64"], WARNING("x86_64", "arm64")],
  ["an ARM program under nothing", ARM, undefined, WARNING("arm64", "x86_64")],
  ["an x86 program under nothing", X86, undefined, []],
  ["an ARM program under arm64", ARM, ["arm64"], []],
  ["a script", Buffer.from("#!/bin/sh\n"), ["arm64"], []],
])("a deployment of %s", async (_title, program, architectures, expected) => {
  mkdirSync(join(folder, "fn"), { recursive: true });
  writeFileSync(join(folder, "fn/bootstrap"), program);
  const tools = toolsIn(folder);
  const { artifacts } = await buildFunctions({
    template: {
      Resources: {
        Fn: {
          Type: "AWS::Serverless::Function",
          Properties: {
            CodeUri: "fn",
            Runtime: "provided.al2023",
            ...(architectures === undefined ? {} : { Architectures: architectures }),
          },
        },
      },
    },
    projectFolder: folder,
    isBuilt: false,
    buildFolder: join(folder, "build"),
    artifactBucket: "artifacts",
    tools,
  });
  expect(artifacts).toHaveLength(1);
  expect(tools.warnings).toEqual(expected);
});
