import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { isFile, templateFilesOf } from "./project-path.ts";
import { readTemplateSettings } from "./samconfig.ts";

/**
 * The project that a folder or a template is meant to be. The template of a folder may be named by
 * `template_file` in its `samconfig.toml`: that of a build is taken first, as `sam build` does; that of a
 * deployment may be what a build has made, and is taken where the folder has no other.
 */
export async function projectAt(path: string): Promise<string> {
  if (isFile(path)) return isTakenFirst(path) ? dirname(path) : path;
  const { build, deploy } = await settingsOf(path);
  const hasTemplate = templateFilesOf(path).some(isFile);
  const names = [build, hasTemplate ? undefined : deploy];
  const files = names.flatMap((name) => (name === undefined ? [] : resolve(path, name)));
  const file = files.find((one) => isFile(one) && dirname(one) === path);
  return file === undefined || isTakenFirst(file) ? path : file;
}

/** What a command was given. @throws UserError when there is nothing there */
export async function givenProject(
  workingFolder: string,
  given: string,
  command: "check" | "up",
): Promise<string> {
  const path = resolve(workingFolder, given);
  if (existsSync(path)) return projectAt(path);
  throw new UserError(
    `There is no folder or template ${path}.`,
    `npx portcullis ${command} <folder with a template>`,
  );
}

function isTakenFirst(file: string): boolean {
  return templateFilesOf(dirname(file)).find(isFile) === file;
}

/** What is wrong with the file is told where its other settings are read. */
async function settingsOf(folder: string): ReturnType<typeof readTemplateSettings> {
  try {
    return await readTemplateSettings(folder);
  } catch (error) {
    if (error instanceof UserError) return { build: undefined, deploy: undefined };
    throw error;
  }
}
