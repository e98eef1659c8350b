import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { readSourceMap, type SourceMap } from "../../audit/template/source-map.ts";
import { UserError } from "../../core/errors.ts";
import type { ProjectFile } from "../../runtime/project/project-file.ts";
import { readTemplate } from "../../runtime/project/read-template.ts";
import { readSamConfig } from "../../runtime/project/samconfig.ts";

/**
 * Templates as people wrote them, by the stack that a folder's `samconfig.toml` names.
 * @param given folders of the command line; else those of `portcullis.json`, else the working folder
 */
export async function readSources(
  workingFolder: string,
  given: readonly string[],
  project: ProjectFile,
): Promise<Map<string, SourceMap>> {
  const folders = given.length > 0 ? given : (project.stacks ?? [workingFolder]);
  const sources = new Map<string, SourceMap>();
  for (const folder of folders.map((one) => resolve(workingFolder, one))) {
    const file = await templateIn(folder, given.length > 0);
    if (file === undefined) continue;
    const { stackName } = await readSamConfig(folder);
    const shown = relative(workingFolder, file);
    sources.set(stackName, readSourceMap(shown.startsWith("..") ? file : shown, readFileSync(file, "utf8")));
  }
  return sources;
}

async function templateIn(folder: string, isNeeded: boolean): Promise<string | undefined> {
  try {
    return (await readTemplate(folder)).file;
  } catch (error) {
    if (error instanceof UserError && !isNeeded) return undefined;
    throw error;
  }
}
