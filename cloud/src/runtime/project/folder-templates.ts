import { UserError } from "../../core/errors.ts";
import type { ConsoleContext } from "../../wire/console-area.ts";
import type { ProjectStore } from "./project-store.ts";
import { readTemplate } from "./read-template.ts";

/** Finds the template of a stack in the folder that it was last deployed from, as it stands there now. */
export function createFolderTemplates(
  store: Pick<ProjectStore, "folderOf">,
): ConsoleContext["folderTemplate"] {
  return async (stackName) => {
    const folder = store.folderOf(stackName);
    if (folder === undefined) return undefined;
    try {
      return await readTemplate(folder);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { file: folder, problem: error.message };
    }
  };
}
