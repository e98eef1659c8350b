import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../core/errors.ts";

/** A folder that a command was given. @throws UserError when there is none, or it is a file such as the template */
export function existingFolder(workingFolder: string, given: string, command: "check" | "up"): string {
  const folder = resolve(workingFolder, given);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return folder;
  throw new UserError(
    found === undefined
      ? `There is no folder ${folder}.`
      : `${folder} is no folder: give the folder that has the template, named template.yaml, template.yml or template.json.`,
    `npx portcullis ${command} <folder with a template>`,
  );
}
