import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { readSourceMap, type SourceMap } from "../../audit/template/source-map.ts";
import { UserError } from "../../core/errors.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { projectAt } from "../../runtime/project/find-project.ts";
import type { ProjectFile } from "../../runtime/project/project-file.ts";
import type { SourceFolder } from "../../runtime/project/project-store.ts";
import { readTemplate } from "../../runtime/project/read-template.ts";
import { readSamConfig } from "../../runtime/project/samconfig.ts";

/**
 * Templates as people wrote them, by the stack that a folder's `samconfig.toml` names.
 * @param given folders of the command line; else those of `portcullis.json`, else the working folder
 */
export async function readSources(
  workingFolder: string,
  given: readonly string[],
  project: Pick<ProjectFile, "stacks">,
): Promise<Map<string, SourceMap>> {
  const folders = given.length > 0 ? given : (project.stacks ?? [workingFolder]);
  const isNeeded = given.length > 0;
  const sources = new Map<string, SourceMap>();
  for (const one of folders) {
    const path = resolve(workingFolder, one);
    if (isNeeded && !existsSync(path)) throw new UserError(`There is no folder or template ${path}.`);
    const folder = await projectAt(path);
    const file = await templateIn(folder, isNeeded);
    if (file === undefined) continue;
    const { stackName } = await readSamConfig(folder);
    sources.set(stackName, sourceMapOf(workingFolder, file));
  }
  return sources;
}

/** Templates of the stacks that the cloud deployed from folders, as they are there now. */
export async function deployedSources(
  workingFolder: string,
  client: Pick<CloudClient, "page">,
): Promise<Map<string, SourceMap>> {
  const { sources } = await client.page<{ sources: readonly SourceFolder[] }>("/_portcullis/sources");
  const found = new Map<string, SourceMap>();
  for (const { stackName, folder } of sources) {
    const file = await templateIn(folder, false);
    if (file !== undefined) found.set(stackName, sourceMapOf(workingFolder, file));
  }
  return found;
}

function sourceMapOf(workingFolder: string, file: string): SourceMap {
  const shown = relative(workingFolder, file);
  return readSourceMap(shown.startsWith("..") ? file : shown, readFileSync(file, "utf8"));
}

async function templateIn(folder: string, isNeeded: boolean): Promise<string | undefined> {
  try {
    return (await readTemplate(folder)).file;
  } catch (error) {
    if (error instanceof UserError && !isNeeded) return undefined;
    throw error;
  }
}
