import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { givenProject, projectAt } from "./find-project.ts";
import { readTemplate } from "./read-template.ts";
import { readSamConfig } from "./samconfig.ts";

/** A folder called `shop` with files of these names; each template makes what it is called. */
function shopWith(...names: readonly string[]): string {
  const folder = join(mkdtempSync(join(tmpdir(), "projects-")), "shop");
  mkdirSync(folder);
  for (const name of names) writeFileSync(join(folder, name), `Description: ${name}\n`);
  return folder;
}

const told = (command: string, file: string) =>
  `[default.${command}.parameters]\ntemplate_file = "${file}"\n`;

describe("the template of a project", () => {
  test.each([
    [
      "a folder has the first of the names that sam takes",
      ["template.json", "template.yml"],
      "",
      "template.yml",
    ],
    ["a file is the template", ["template.yaml", "sam.yaml"], "sam.yaml", "sam.yaml"],
    [
      "a file of sam's names is that one",
      ["template.yaml", "template.json"],
      "template.json",
      "template.json",
    ],
    ["the file that a folder would take is the folder", ["template.yaml"], "template.yaml", "template.yaml"],
  ])("%s", async (_what, names, given, expected) => {
    const project = await projectAt(join(shopWith(...names), given));
    expect((await readTemplate(project)).template["Description"]).toBe(expected);
  });

  test.each([
    ["sam build is told it", told("build", "sam.yaml"), "sam.yaml"],
    ["every command of sam is told it", told("global", "sam.yaml"), "sam.yaml"],
    ["it is told by another word", '[default.build.parameters]\ntemplate = "./sam.yaml"\n', "sam.yaml"],
    ["a deployment is told what a build makes", told("deploy", "sam.yaml"), "template.yaml"],
    ["what is told does not exist", told("build", "other.yaml"), "template.yaml"],
    ["samconfig.toml is broken", "[template", "template.yaml"],
  ])("of a folder with another one, where %s", async (_what, toml, expected) => {
    const folder = shopWith("template.yaml", "sam.yaml");
    writeFileSync(join(folder, "samconfig.toml"), toml);
    expect((await readTemplate(await projectAt(folder))).template["Description"]).toBe(expected);
  });

  test("of a folder without another one is the one that is deployed", async () => {
    const folder = shopWith("sam.yaml");
    writeFileSync(join(folder, "samconfig.toml"), told("deploy", "sam.yaml"));
    expect(await projectAt(folder)).toBe(join(folder, "sam.yaml"));
  });

  test("has the settings of the samconfig.toml beside it, and without one the name of its folder", async () => {
    const folder = shopWith("sam.yaml");
    expect((await readSamConfig(join(folder, "sam.yaml"))).stackName).toBe("shop");
    writeFileSync(join(folder, "samconfig.toml"), '[default.deploy.parameters]\nstack_name = "till"\n');
    expect((await readSamConfig(join(folder, "sam.yaml"))).stackName).toBe("till");
  });

  test("what is not there is named", async () => {
    await expect(givenProject("/nowhere", "shop.yaml", "check")).rejects.toThrow(
      "There is no folder or template /nowhere/shop.yaml.",
    );
  });

  test("a folder that has none says how one of another name is given", async () => {
    const folder = shopWith("buildspec.yml", "notes.md");
    const none = `${folder} has no template.yaml, template.yml or template.json`;
    await expect(readTemplate(folder)).rejects.toThrow(
      `${none}; a template of another name is given itself.`,
    );
    writeFileSync(join(folder, "sam.json"), '{\n  "AWSTemplateFormatVersion": "2010-09-09"\n}');
    await expect(readTemplate(folder)).rejects.toThrow(
      `${none}; sam.json looks like one and can be given itself.`,
    );
  });
});
