import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSamConfig } from "./samconfig.ts";

function folderWith(toml?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "samconfig-"));
  if (toml !== undefined) writeFileSync(join(folder, "samconfig.toml"), toml);
  return folder;
}

describe("readSamConfig", () => {
  test("deploy parameters stand over global ones", async () => {
    const folder = folderWith(
      '[default.global.parameters]\nstack_name = "a"\n[default.deploy.parameters]\nstack_name = "b"\ncapabilities = "CAPABILITY_IAM"\n',
    );
    expect(await readSamConfig(folder)).toEqual({
      stackName: "b",
      parameters: {},
      capabilities: ["CAPABILITY_IAM"],
    });
  });

  test.each([
    [`'A="x y" B=z'`, { A: "x y", B: "z" }],
    ['["A=x", "B=http://h/?q=1"]', { A: "x", B: "http://h/?q=1" }],
    ['["ParameterKey=A,ParameterValue=x,y"]', { A: "x,y" }],
    [`"A='' B=1"`, { A: "", B: "1" }],
  ])("parameter_overrides %s", async (toml, parameters) => {
    const folder = folderWith(`[default.deploy.parameters]\nparameter_overrides = ${toml}\n`);
    expect((await readSamConfig(folder)).parameters).toEqual(parameters);
  });

  test("an override without a value names the file and the piece", async () => {
    const folder = folderWith('[default.deploy.parameters]\nparameter_overrides = ["oops"]\n');
    await expect(readSamConfig(folder)).rejects.toThrow(/samconfig\.toml: parameter_overrides has "oops"/);
  });

  test("broken TOML names the file", async () => {
    await expect(readSamConfig(folderWith("[default"))).rejects.toThrow(/samconfig\.toml is not valid TOML/);
  });

  test("without a file the stack is named after the folder", async () => {
    expect((await readSamConfig(folderWith())).stackName).toMatch(/^samconfig-/);
  });

  describe("samconfig.yaml", () => {
    const yamlFolder = (text: string, name = "samconfig.yaml"): string => {
      const folder = folderWith();
      writeFileSync(join(folder, name), text);
      return folder;
    };
    const deploy = (overrides: string): string =>
      `version: 0.1\ndefault:\n  global:\n    parameters:\n      stack_name: shop\n  deploy:\n    parameters:\n      capabilities: CAPABILITY_IAM\n      parameter_overrides: ${overrides}\n`;

    test.each([
      ['Stage=dev Colour="deep blue"', "samconfig.yaml"],
      ["[Stage=dev, Colour=deep blue]", "samconfig.yml"],
      ["{ Stage: dev, Colour: deep blue }", "samconfig.yaml"],
    ])("is read as the TOML is: %s in %s", async (overrides, name) => {
      expect(await readSamConfig(yamlFolder(deploy(overrides), name))).toEqual({
        stackName: "shop",
        parameters: { Stage: "dev", Colour: "deep blue" },
        capabilities: ["CAPABILITY_IAM"],
      });
    });

    test("the TOML stands before it, as sam looks", async () => {
      const folder = yamlFolder(deploy("A=yaml"));
      writeFileSync(join(folder, "samconfig.toml"), '[default.deploy.parameters]\nstack_name = "toml"\n');
      expect((await readSamConfig(folder)).stackName).toBe("toml");
    });

    test("an empty one says nothing; a broken one names the file", async () => {
      expect((await readSamConfig(yamlFolder(""))).stackName).toMatch(/^samconfig-/);
      await expect(readSamConfig(yamlFolder("default: ["))).rejects.toThrow(
        /samconfig\.yaml is not valid YAML/,
      );
    });
  });
});
